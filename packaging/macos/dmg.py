"""Settings of dmgbuild for the disk image. Not run yet: it needs macOS."""

application = "build/packaging/frozen/Mødeklar.app"
files = [application]
symlinks = {"Applications": "/Applications"}
format = "UDZO"  # noqa: A001 (dmgbuild reads the settings by these names)
icon_locations = {"Mødeklar.app": (140, 120), "Applications": (400, 120)}
window_rect = ((200, 200), (560, 320))
badge_icon = "resources/app/moedeklar-512.png"
