"""Mødeklar: committee agendas, attachments and a member's own notes, ready for the meeting and readable offline."""

__version__ = "0.1.0"
