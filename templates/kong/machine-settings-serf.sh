      # Serf tells the other nodes this address, and takes messages only from those that hold the same key: 16 bytes,
      # made from the password that every node has.
      printf 'cluster_advertise = %s:7946\n' "$(platform_address)"
      printf 'cluster_encrypt_key = %s\n' \
        "$(printf 'serf %s' "$(<"$password_file")" | openssl dgst -sha256 -binary | head -c 16 | base64)"
