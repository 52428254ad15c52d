# What a Kong that was killed leaves behind: process numbers that may be another's by now, sockets that block its own,
# and an environment file that earlier releases write over without shortening it.
prefix="$root/usr/local/kong"
rm -f "$prefix/pids/nginx.pid" "$prefix/pids/serf.pid" "$prefix/.kong_env"
if [[ -d "$prefix" ]]; then find "$prefix" -maxdepth 1 -type s -delete; fi
