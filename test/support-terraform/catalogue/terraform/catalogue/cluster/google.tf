# Every Google resource that a cluster may use.

data "google_compute_image" "ubuntu" {
  family  = "ubuntu-2204-lts"
  project = "ubuntu-os-cloud"
}

resource "google_service_account" "cassandra" {
  account_id   = "edge-eu-west-cassandra"
  display_name = "Cassandra nodes"
}

resource "google_secret_manager_secret" "cassandra" {
  secret_id = "edge-cassandra"

  replication {
    auto {}
  }
}

resource "google_secret_manager_secret_version" "cassandra" {
  secret      = google_secret_manager_secret.cassandra.id
  secret_data = random_password.cassandra.result
}

resource "google_secret_manager_secret_iam_member" "cassandra" {
  secret_id = google_secret_manager_secret.cassandra.secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.cassandra.member
}

resource "google_compute_firewall" "cql" {
  name                    = "edge-eu-west-cql"
  network                 = local.network.network_id
  direction               = "INGRESS"
  source_service_accounts = [google_service_account.cassandra.email]
  target_service_accounts = [google_service_account.cassandra.email]

  allow {
    protocol = "tcp"
    ports    = ["9042"]
  }
}

resource "google_compute_address" "cassandra" {
  for_each     = { b = "10.1.0.10", c = "10.1.0.11", d = "10.1.0.12" }
  name         = "edge-eu-west-cassandra-${each.key}"
  address_type = "INTERNAL"
  subnetwork   = local.network.subnetwork_id
  address      = each.value
}

resource "google_compute_disk" "cassandra" {
  for_each = google_compute_address.cassandra
  name     = "edge-eu-west-cassandra-${each.key}"
  zone     = "europe-west1-${each.key}"
  type     = "pd-ssd"
  size     = 500
}

resource "google_compute_instance" "cassandra" {
  for_each     = google_compute_address.cassandra
  name         = "edge-eu-west-cassandra-${each.key}"
  zone         = "europe-west1-${each.key}"
  machine_type = "n2-highmem-4"
  metadata = {
    user-data = file("${path.module}/files/cloud-init.yaml")
  }

  boot_disk {
    initialize_params {
      image = data.google_compute_image.ubuntu.self_link
    }
  }

  attached_disk {
    source      = google_compute_disk.cassandra[each.key].id
    device_name = "data"
  }

  network_interface {
    subnetwork = local.network.subnetwork_id
    network_ip = each.value.address
  }

  service_account {
    email  = google_service_account.cassandra.email
    scopes = ["cloud-platform"]
  }

  shielded_instance_config {
    enable_secure_boot = true
  }
}

resource "google_compute_region_instance_template" "kong" {
  name_prefix  = "edge-eu-west-kong-"
  region       = "europe-west1"
  machine_type = "n2-standard-2"

  disk {
    source_image = data.google_compute_image.ubuntu.self_link
    boot         = true
  }

  network_interface {
    subnetwork = local.network.subnetwork_id
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_compute_region_health_check" "kong" {
  name   = "edge-eu-west-kong"
  region = "europe-west1"

  http_health_check {
    port         = 8100
    request_path = "/status"
  }
}

resource "google_compute_region_instance_group_manager" "kong" {
  name               = "edge-eu-west-kong"
  base_instance_name = "kong"
  region             = "europe-west1"

  version {
    instance_template = google_compute_region_instance_template.kong.self_link
  }

  auto_healing_policies {
    health_check      = google_compute_region_health_check.kong.id
    initial_delay_sec = 300
  }
}

resource "google_compute_region_autoscaler" "kong" {
  name   = "edge-eu-west-kong"
  region = "europe-west1"
  target = google_compute_region_instance_group_manager.kong.id

  autoscaling_policy {
    min_replicas = 2
    max_replicas = 6

    cpu_utilization {
      target = 0.6
    }
  }
}

resource "google_compute_region_backend_service" "kong" {
  name                  = "edge-eu-west-kong"
  region                = "europe-west1"
  protocol              = "TCP"
  load_balancing_scheme = "EXTERNAL"
  health_checks         = [google_compute_region_health_check.kong.id]

  backend {
    group          = google_compute_region_instance_group_manager.kong.instance_group
    balancing_mode = "CONNECTION"
  }
}

resource "google_compute_address" "kong" {
  name   = "edge-eu-west-kong"
  region = "europe-west1"
}

resource "google_compute_forwarding_rule" "kong" {
  name                  = "edge-eu-west-kong"
  region                = "europe-west1"
  ip_address            = google_compute_address.kong.address
  ip_protocol           = "TCP"
  load_balancing_scheme = "EXTERNAL"
  ports                 = ["443"]
  backend_service       = google_compute_region_backend_service.kong.id
}

resource "google_redis_instance" "main" {
  name           = "edge-eu-west"
  memory_size_gb = 1
  region         = "europe-west1"
  auth_enabled   = true
}

output "addresses" {
  value = {
    aws          = aws_lb.kong.dns_name
    google       = google_compute_address.kong.address
    redis_aws    = aws_elasticache_replication_group.redis.primary_endpoint_address
    redis_google = google_redis_instance.main.host
  }
}

output "redis_auth" {
  value     = google_redis_instance.main.auth_string
  sensitive = true
}
