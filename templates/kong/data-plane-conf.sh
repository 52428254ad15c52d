# write_conf: kong.conf as generated; it holds no secret.
write_conf() {
  mkdir -p "${kong_conf%/*}"
  cp "$generated_conf" "$kong_conf.part"
  mv "$kong_conf.part" "$kong_conf"
}
