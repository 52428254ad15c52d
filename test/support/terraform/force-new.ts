import type { ReplacementRules } from './replacement';

export const forceNew: ReplacementRules = {
  aws_vpc: ['cidr_block'],
  aws_subnet: ['vpc_id', 'cidr_block', 'availability_zone'],
};
