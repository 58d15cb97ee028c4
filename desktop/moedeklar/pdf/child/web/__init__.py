"""Web pages as styled lines. Pages come from strangers: only the PDF process reads them."""
