password_secret={{secret}}
# In memory: a password that was changed in the secret manager arrives with the next boot.
password_file="$root/run/topogen/kong-password"

