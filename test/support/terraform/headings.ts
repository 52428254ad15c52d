/** The beginning of a small configuration in a test: the providers, with the least that each needs. */
export const providersHcl = `
terraform {
  required_providers {
    aws    = { source = "hashicorp/aws", version = "~> 6.25" }
    google = { source = "hashicorp/google", version = "~> 6.50" }
    random = { source = "hashicorp/random", version = "~> 3.7" }
    tls    = { source = "hashicorp/tls", version = "~> 4.1" }
  }
}

provider "aws" {
  region = "us-east-1"
}

provider "google" {
  project = "acme-edge"
  region  = "europe-west1"
}
`;
