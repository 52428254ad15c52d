# Every AWS resource that a network and its links may use.

resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  enable_dns_support   = true
  tags                 = { Name = "edge-us-east" }
}

resource "aws_subnet" "private" {
  for_each          = { a = "10.0.0.0/20", b = "10.0.16.0/20", c = "10.0.32.0/20" }
  vpc_id            = aws_vpc.main.id
  cidr_block        = each.value
  availability_zone = "us-east-1${each.key}"
}

resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
}

resource "aws_eip" "nat" {
  for_each = aws_subnet.private
  domain   = "vpc"
}

resource "aws_nat_gateway" "main" {
  for_each      = aws_subnet.private
  allocation_id = aws_eip.nat[each.key].id
  subnet_id     = each.value.id
  depends_on    = [aws_internet_gateway.main]
}

resource "aws_route_table" "private" {
  for_each = aws_subnet.private
  vpc_id   = aws_vpc.main.id
}

resource "aws_route" "nat" {
  for_each               = aws_route_table.private
  route_table_id         = each.value.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main[each.key].id
}

resource "aws_route_table_association" "private" {
  for_each       = aws_subnet.private
  subnet_id      = each.value.id
  route_table_id = aws_route_table.private[each.key].id
}

resource "aws_route_table" "inline" {
  vpc_id = aws_vpc.main.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}

resource "aws_kms_key" "logs" {
  description         = "Encrypts the flow logs"
  enable_key_rotation = true
}

resource "aws_cloudwatch_log_group" "flow" {
  name              = "/edge/us-east/flow"
  retention_in_days = 30
  kms_key_id        = aws_kms_key.logs.arn
}

data "aws_iam_policy_document" "assume_flow" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["vpc-flow-logs.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "write_flow" {
  statement {
    sid       = "Write"
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = ["${aws_cloudwatch_log_group.flow.arn}:*"]
  }
}

resource "aws_iam_role" "flow" {
  name               = "edge-us-east-flow"
  assume_role_policy = data.aws_iam_policy_document.assume_flow.json
}

resource "aws_iam_role_policy" "flow" {
  name   = "write-flow-logs"
  role   = aws_iam_role.flow.id
  policy = data.aws_iam_policy_document.write_flow.json
}

resource "aws_flow_log" "main" {
  vpc_id          = aws_vpc.main.id
  traffic_type    = "ALL"
  iam_role_arn    = aws_iam_role.flow.arn
  log_destination = aws_cloudwatch_log_group.flow.arn
}

resource "aws_ec2_transit_gateway" "main" {
  amazon_side_asn                 = 64512
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
}

resource "aws_ec2_transit_gateway_route_table" "main" {
  transit_gateway_id = aws_ec2_transit_gateway.main.id
}

resource "aws_ec2_transit_gateway_vpc_attachment" "main" {
  transit_gateway_id = aws_ec2_transit_gateway.main.id
  vpc_id             = aws_vpc.main.id
  subnet_ids         = [for subnet in aws_subnet.private : subnet.id]
}

resource "aws_ec2_transit_gateway_route_table_association" "vpc" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.main.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.main.id
}

resource "aws_ec2_transit_gateway_route_table_propagation" "vpc" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.main.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.main.id
}

resource "aws_ec2_transit_gateway_peering_attachment" "west" {
  transit_gateway_id      = aws_ec2_transit_gateway.main.id
  peer_transit_gateway_id = "tgw-0123456789abcdef0"
  peer_region             = "us-west-2"
}

resource "aws_ec2_transit_gateway_peering_attachment_accepter" "west" {
  transit_gateway_attachment_id = aws_ec2_transit_gateway_peering_attachment.west.id
}

resource "aws_ec2_transit_gateway_route" "west" {
  destination_cidr_block         = "10.2.0.0/16"
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_peering_attachment_accepter.west.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.main.id
}

resource "aws_customer_gateway" "google" {
  count      = 2
  bgp_asn    = "65010"
  type       = "ipsec.1"
  ip_address = google_compute_ha_vpn_gateway.main.vpn_interfaces[count.index].ip_address
}

resource "random_password" "tunnel" {
  count            = 4
  length           = 48
  override_special = "._"
}

resource "aws_vpn_connection" "google" {
  count                                = 2
  type                                 = "ipsec.1"
  transit_gateway_id                   = aws_ec2_transit_gateway.main.id
  customer_gateway_id                  = aws_customer_gateway.google[count.index].id
  tunnel1_inside_cidr                  = "169.254.${8 + count.index}.0/30"
  tunnel2_inside_cidr                  = "169.254.${8 + count.index}.4/30"
  tunnel1_preshared_key                = "a${random_password.tunnel[2 * count.index].result}"
  tunnel2_preshared_key                = "a${random_password.tunnel[2 * count.index + 1].result}"
  tunnel1_ike_versions                 = ["ikev2"]
  tunnel1_phase1_dh_group_numbers      = [20]
  tunnel1_phase1_encryption_algorithms = ["AES256-GCM-16"]
}

resource "aws_ec2_transit_gateway_route_table_association" "vpn" {
  count                          = 2
  transit_gateway_attachment_id  = aws_vpn_connection.google[count.index].transit_gateway_attachment_id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.main.id
}

resource "aws_route" "google" {
  for_each               = aws_route_table.private
  route_table_id         = each.value.id
  destination_cidr_block = "10.1.0.0/16"
  transit_gateway_id     = aws_ec2_transit_gateway_vpc_attachment.main.transit_gateway_id
}
