"""Every sentence that a person reads, outside of the screens' own labels: language, dates, errors, reports.

Qt-free, so that the window and the command line say the same. The source text is English; Danish stands in
`resources/translations/da/*.po` (GNU gettext), joined into one catalogue by `tools/translations`.
"""
