"""Calendars in the iCalendar format (RFC 5545), as files and as feeds: the meetings that are planned.

`lines` takes a calendar apart without trusting any of it, `rules` keeps repetitions from going on for ever, `events`
makes occurrences of what is left, `committees` tells whose meeting each is, `places` has the file and the feed, and
`source` lists them as records. One damaged event fails alone.
"""
