# Every AWS resource that a cluster may use.

data "terraform_remote_state" "network" {
  backend = "local"

  config = {
    path = "../../../state/catalogue/network.tfstate"
  }
}

locals {
  network = data.terraform_remote_state.network.outputs
}

data "aws_ssm_parameter" "image" {
  name = "/aws/service/canonical/ubuntu/server/22.04/stable/current/amd64/hvm/ebs-gp2/ami-id"
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "cassandra" {
  name               = "edge-us-east-cassandra"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy_attachment" "session_manager" {
  role       = aws_iam_role.cassandra.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}

resource "aws_iam_instance_profile" "cassandra" {
  name = "edge-us-east-cassandra"
  role = aws_iam_role.cassandra.name
}

resource "aws_security_group" "cassandra" {
  name        = "edge-us-east-cassandra"
  description = "Cassandra nodes"
  vpc_id      = local.network.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "cql" {
  security_group_id = aws_security_group.cassandra.id
  description       = "Kong reads and writes"
  cidr_ipv4         = "10.0.0.0/16"
  ip_protocol       = "tcp"
  from_port         = 9042
  to_port           = 9042
}

resource "aws_vpc_security_group_egress_rule" "all" {
  security_group_id = aws_security_group.cassandra.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "-1"
}

resource "aws_network_interface" "cassandra" {
  for_each        = local.network.subnet_ids
  subnet_id       = each.value
  private_ips     = ["10.0.${ { a = 0, b = 16, c = 32 }[each.key]}.10"]
  security_groups = [aws_security_group.cassandra.id]
}

resource "aws_instance" "cassandra" {
  for_each             = aws_network_interface.cassandra
  ami                  = data.aws_ssm_parameter.image.insecure_value
  instance_type        = "r6i.xlarge"
  iam_instance_profile = aws_iam_instance_profile.cassandra.name
  user_data            = file("${path.module}/files/cloud-init.yaml")

  primary_network_interface {
    network_interface_id = each.value.id
  }

  metadata_options {
    http_tokens = "required"
  }

  root_block_device {
    encrypted   = true
    volume_type = "gp3"
  }

  lifecycle {
    ignore_changes = [ami]
  }
}

resource "aws_ebs_volume" "cassandra" {
  for_each          = local.network.subnet_ids
  availability_zone = "us-east-1${each.key}"
  size              = 500
  type              = "gp3"
  encrypted         = true
}

resource "aws_volume_attachment" "cassandra" {
  for_each    = aws_instance.cassandra
  device_name = "/dev/sdf"
  instance_id = each.value.id
  volume_id   = aws_ebs_volume.cassandra[each.key].id
}

resource "random_password" "cassandra" {
  length  = 32
  special = false
}

resource "aws_secretsmanager_secret" "cassandra" {
  name = "edge/cassandra"
}

resource "aws_secretsmanager_secret_version" "cassandra" {
  secret_id     = aws_secretsmanager_secret.cassandra.id
  secret_string = random_password.cassandra.result
}

resource "aws_launch_template" "kong" {
  name_prefix            = "edge-us-east-kong-"
  image_id               = data.aws_ssm_parameter.image.insecure_value
  instance_type          = "c6i.large"
  user_data              = filebase64("${path.module}/files/cloud-init.yaml")
  update_default_version = true

  iam_instance_profile {
    arn = aws_iam_instance_profile.cassandra.arn
  }

  network_interfaces {
    associate_public_ip_address = false
    security_groups             = [aws_security_group.cassandra.id]
  }

  tag_specifications {
    resource_type = "instance"
    tags          = { Role = "kong" }
  }
}

resource "aws_lb" "kong" {
  name               = "edge-us-east"
  load_balancer_type = "network"
  internal           = false
  subnets            = values(local.network.subnet_ids)
}

resource "aws_lb_target_group" "kong" {
  name     = "edge-us-east-kong"
  port     = 8443
  protocol = "TCP"
  vpc_id   = local.network.vpc_id

  health_check {
    protocol = "HTTP"
    path     = "/status"
    port     = "8100"
  }
}

resource "aws_lb_listener" "kong" {
  load_balancer_arn = aws_lb.kong.arn
  port              = 443
  protocol          = "TCP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.kong.arn
  }
}

resource "aws_autoscaling_group" "kong" {
  name                = "edge-us-east-kong"
  min_size            = 2
  max_size            = 6
  vpc_zone_identifier = values(local.network.subnet_ids)
  target_group_arns   = [aws_lb_target_group.kong.arn]

  launch_template {
    id      = aws_launch_template.kong.id
    version = aws_launch_template.kong.latest_version
  }

  instance_refresh {
    strategy = "Rolling"
  }

  tag {
    key                 = "Role"
    value               = "kong"
    propagate_at_launch = true
  }
}

resource "aws_elasticache_replication_group" "redis" {
  replication_group_id       = "edge-us-east"
  description                = "Rate limiting counters"
  engine                     = "redis"
  node_type                  = "cache.t4g.small"
  num_cache_clusters         = 2
  automatic_failover_enabled = true
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
}
