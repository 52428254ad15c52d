output "vpc_id" {
  value = aws_vpc.main.id
}

output "subnet_ids" {
  value = { for zone, subnet in aws_subnet.private : zone => subnet.id }
}

output "network_id" {
  value = google_compute_network.main.id
}

output "subnetwork_id" {
  value = google_compute_subnetwork.private.id
}

output "bgp_peers" {
  value = google_compute_router_peer.aws[*].peer_ip_address
}
