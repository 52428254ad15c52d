# From now on the node's own store has the configuration, which control planes keep up to date. The seed would take its place
# again at a reload.
kong_conf="${TOPOGEN_ROOT:-}/etc/kong/kong.conf"
sed '/^declarative_config = /d' "$kong_conf" >"$kong_conf.part"
mv "$kong_conf.part" "$kong_conf"
mkdir -p "${TOPOGEN_ROOT:-}/var/lib/topogen"
: >"${TOPOGEN_ROOT:-}/var/lib/topogen/configured"
rm -rf "${TOPOGEN_ROOT:-}/var/lib/topogen/seed"
