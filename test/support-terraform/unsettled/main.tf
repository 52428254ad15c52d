# A configuration whose plan is never empty: a tag follows the clock.

terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

resource "aws_eip" "main" {
  tags = {
    Planned = timestamp()
  }
}
