"""Who we are, said to a server that wants to know it.

`ways.Way` is what a source keeps of it among its options, without a secret; `ways.sign_in_of` makes what a client asks
(`base.SignIn`). Secrets come from and go to `base.Secrets`, which `member.credentials` fulfils; access tokens of OAuth
are kept in memory only. `browser` is the one way that a person walks; all others go by themselves.
"""
