# Every Google resource that a network and its links may use.

resource "google_compute_network" "main" {
  name                    = "edge-eu-west"
  auto_create_subnetworks = false
  routing_mode            = "GLOBAL"
}

resource "google_compute_subnetwork" "private" {
  name                     = "edge-eu-west-private"
  network                  = google_compute_network.main.id
  region                   = "europe-west1"
  ip_cidr_range            = "10.1.0.0/20"
  private_ip_google_access = true

  log_config {
    aggregation_interval = "INTERVAL_10_MIN"
    flow_sampling        = 0.5
    metadata             = "INCLUDE_ALL_METADATA"
  }
}

resource "google_compute_router" "nat" {
  name    = "edge-eu-west-nat"
  network = google_compute_network.main.id
}

resource "google_compute_router_nat" "main" {
  name                               = "edge-eu-west"
  router                             = google_compute_router.nat.name
  region                             = google_compute_router.nat.region
  nat_ip_allocate_option             = "AUTO_ONLY"
  source_subnetwork_ip_ranges_to_nat = "ALL_SUBNETWORKS_ALL_IP_RANGES"
}

resource "google_compute_router" "vpn" {
  name    = "edge-eu-west-vpn"
  network = google_compute_network.main.id

  bgp {
    asn               = 65010
    advertise_mode    = "CUSTOM"
    advertised_groups = []

    advertised_ip_ranges {
      range = "10.1.0.0/16"
    }
  }
}

resource "google_compute_ha_vpn_gateway" "main" {
  name    = "edge-eu-west"
  network = google_compute_network.main.id
}

resource "google_compute_external_vpn_gateway" "aws" {
  name            = "edge-us-east"
  redundancy_type = "FOUR_IPS_REDUNDANCY"

  dynamic "interface" {
    for_each = flatten([for each in aws_vpn_connection.google : [each.tunnel1_address, each.tunnel2_address]])
    content {
      id         = interface.key
      ip_address = interface.value
    }
  }
}

resource "google_compute_vpn_tunnel" "aws" {
  count                           = 4
  name                            = "edge-us-east-${count.index}"
  vpn_gateway                     = google_compute_ha_vpn_gateway.main.id
  vpn_gateway_interface           = floor(count.index / 2)
  peer_external_gateway           = google_compute_external_vpn_gateway.aws.id
  peer_external_gateway_interface = count.index
  shared_secret                   = "a${random_password.tunnel[count.index].result}"
  router                          = google_compute_router.vpn.id
  ike_version                     = 2
}

resource "google_compute_router_interface" "aws" {
  count      = 4
  name       = "edge-us-east-${count.index}"
  router     = google_compute_router.vpn.name
  ip_range   = "169.254.${8 + floor(count.index / 2)}.${count.index % 2 == 0 ? 2 : 6}/30"
  vpn_tunnel = google_compute_vpn_tunnel.aws[count.index].name
}

resource "google_compute_router_peer" "aws" {
  count                     = 4
  name                      = "edge-us-east-${count.index}"
  router                    = google_compute_router.vpn.name
  interface                 = google_compute_router_interface.aws[count.index].name
  peer_asn                  = aws_ec2_transit_gateway.main.amazon_side_asn
  peer_ip_address           = count.index % 2 == 0 ? aws_vpn_connection.google[floor(count.index / 2)].tunnel1_vgw_inside_address : aws_vpn_connection.google[floor(count.index / 2)].tunnel2_vgw_inside_address
  advertised_route_priority = 100
}
