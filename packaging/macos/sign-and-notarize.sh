#!/usr/bin/env bash
# Signs the application and lets Apple look at it. Not run yet: it needs macOS and an Apple Developer ID.
#
# usage: sign-and-notarize.sh APPLICATION
# APPLE_IDENTITY names the certificate in the keychain; APPLE_ID, APPLE_TEAM and APPLE_APP_PASSWORD the account.
set -euo pipefail
application=$1
here=$(cd "$(dirname "$0")" && pwd)
# From the inside outwards: a signature covers what is below it.
find "$application/Contents" \( -name '*.dylib' -o -name '*.so' \) -type f -print0 |
    xargs -0 codesign --force --timestamp --options runtime --sign "$APPLE_IDENTITY"
codesign --force --timestamp --options runtime --entitlements "$here/entitlements.plist" --sign "$APPLE_IDENTITY" \
    "$application"
codesign --verify --deep --strict "$application"
archive=$(mktemp -d)/moedeklar.zip
ditto -c -k --keepParent "$application" "$archive"
xcrun notarytool submit "$archive" --apple-id "$APPLE_ID" --team-id "$APPLE_TEAM" --password "$APPLE_APP_PASSWORD" --wait
xcrun stapler staple "$application"
