"""What an organisation decides beforehand: where it is looked for, put together, agreed to, and held to.

`reading.Decided` is what stands on this computer, without a store. `presets.Presets` is that over one profile: what is
still to be asked, what was agreed to, and which sources came of it. Nothing here connects anywhere.
"""

from moedeklar.member.presets.offer import Dropped, Offer, OfferedSource, OfferedUpdates
from moedeklar.member.presets.presets import Presets
from moedeklar.member.presets.reading import Decided, read_preset

__all__ = ["Decided", "Dropped", "Offer", "OfferedSource", "OfferedUpdates", "Presets", "read_preset"]
