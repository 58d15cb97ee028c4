"""The window around the screens: top bar, navigation, status bar, menus."""
