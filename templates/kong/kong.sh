# shellcheck shell=bash
# What the scripts of a Kong machine share: installing Kong, the datastore's password, kong.conf. Sourced, never run.
# TOPOGEN_ROOT is empty on a machine; checks of these scripts set it to a folder that stands for its disk.

root="${TOPOGEN_ROOT:-}"
. "$root/usr/local/lib/topogen/common.sh"
. "$root/usr/local/lib/topogen/platform.sh"

kong_version={{version}}
package={{package}}
# Empty where the machine's image holds Kong already.
package_url={{packageUrl}}
# Of the package; empty where the machine's image holds Kong already.
package_sha256={{packageSha256}}
package_file="$root/var/cache/topogen/$package-$kong_version.deb"

{{passwordNames}}generated_conf="$root/etc/topogen/kong.conf"
# Where the kong command looks by itself, so that an operator's `sudo kong ...` works.
kong_conf="$root/etc/kong/kong.conf"
{{datastoreNames}}{{cluster}}

kong_installed() {
  [[ "$(kong version 2>/dev/null)" == "$kong_version" ]]
}

# install_kong: the release of the topology, once, wherever an earlier attempt was cut off.
install_kong() {
  if kong_installed; then return 0; fi
  if [[ -z "$package_url" ]]; then
    log "this machine's image does not hold Kong $kong_version, which the topology names"
    return 1
  fi
  retry "installing $package $kong_version" install_package
  if ! kong_installed; then
    log "$package_url did not bring Kong $kong_version"
    return 1
  fi
}

# A package that cannot be installed is fetched again: the first copy may be cut short.
install_package() {
  if fetch_package && repair_packages && apt_install "$package_file" && apt-mark hold "$package"; then return 0; fi
  rm -f "$package_file"
  return 1
}

fetch_package() {
  if [[ -s "$package_file" ]]; then return 0; fi
  mkdir -p "${package_file%/*}"
  curl --fail --silent --show-error --proto '=https' --proto-redir '=https' --tlsv1.2 --location \
    --connect-timeout 20 --max-time 600 --output "$package_file.part" "$package_url" || return 1
  if ! sha256sum --check --status <<<"$package_sha256  $package_file.part"; then
    log "$package_url has not the checksum that the topology names"
    return 1
  fi
  mv "$package_file.part" "$package_file"
}

# A machine that was stopped in the middle of an installation refuses every other until this is done.
repair_packages() {
  DEBIAN_FRONTEND=noninteractive dpkg --configure -a --force-confold
}

{{password}}{{datastoreConf}}{{redis}}
{{datastoreClient}}
