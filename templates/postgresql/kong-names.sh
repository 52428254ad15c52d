pg_host={{host}}
pg_port={{port}}
# Holds the certificates of the authorities that sign the server's own: no secret, but by the same way.
authority_secret={{authoritySecret}}
authority_file="$root"{{authorityFile}}
