"""Opening a profile: the passphrase, the recovery code, and what to do where neither the keyring nor they will do."""
