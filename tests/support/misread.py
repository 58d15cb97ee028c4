"""A paper that is read a little wrong: a recommendation under an odd heading, and an item that is two."""

from __future__ import annotations

GRANT, HARBOUR, PATHWAY = "Tilskud til Askeby Idrætsforening", "Bilag til sagen om havnen", "Sti langs fjorden"
HELD, FACTS = "other.høring", "facts.sagsfremstilling"
HEARING = "Udvalget anbefales at bevilge 125.000 kr. til nye baner."
PATH = "Stien langs fjorden er slidt. Der er brug for nyt grus."
COMMITTEE = "Kultur- og Fritidsudvalget"


def paper(kind: str, *, day: str = "9. februar 2027", decision: str = "", extra: str = "") -> str:
    """An agenda, or minutes where there is a *decision*."""
    decided = f"### **Beslutning**\n\n{decision}\n\n" if decision else ""
    return f"""# **{kind} {COMMITTEE}**

**Mødedato** d. {day} kl. 16:00

**Mødested** Askeby Rådhus

## **Punkt 1: Godkendelse af dagsorden**

{decided}## **Punkt 2: Tilskud til Askeby Idrætsforening**

18.15.00-Ø40-3-27

### **Høring**

{HEARING}

### **Sagsfremstilling**

Foreningen har 640 medlemmer. De fleste er unge.

3. Sti langs fjorden

{PATH}

### **Økonomi**

Stien koster 80.000 kr.

{decided}{extra}## **Punkt 4: Bilag til sagen om havnen**

Havnen skal uddybes til sommer.

{decided}## **Punkt 5: Eventuelt**

{decided}"""
