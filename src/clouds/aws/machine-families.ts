import { families, type LackingDisks, type MachineTypes } from '../../kernel/cloud/machine-families';

/** Nodes find their data disk by the name that NVMe gives it: `templates/clouds/aws/platform.sh`. */
const XEN: LackingDisks = {
  disks: 'data',
  why: 'runs on Xen, and nodes look for their data disk by a name that the NVMe devices of Nitro machines alone have',
};

/**
 * Families of EC2 by the architecture of their processors and by what they run on. Nitro machines see EBS volumes as NVMe
 * devices, Xen machines do not.
 *
 * Source: `ec2:DescribeInstanceTypes` (ProcessorInfo, Hypervisor), as aws/karpenter-provider-aws@1d92708 keeps it in
 * website/content/en/preview/reference/instance-types.md, 2026-08-21; families that it leaves out are unknown here too. NVMe:
 * EC2 user guide, Amazon EBS volumes and NVMe, 2026.
 */
export const AWS_MACHINE_TYPES: MachineTypes = {
  pattern: /^[a-z][a-z0-9-]*\.[a-z0-9-]+$/,
  example: 'c6i.2xlarge',
  separator: '.',
  disks: { boot: 'gp3', data: 'gp3' },
  families: [
    ...families(
      'a1 c6g c6gd c6gn c7g c7gd c7gn c8g c8gb c8gd c8gn c9g c9gd g5g hpc7g i4g i8g i8ge im4gn is4gen m6g m6gd m7g m7gd m8g m8gb m8gd m8gn m9g m9gd r6g r6gd r7g r7gd r8g r8gb r8gd r8gn t4g x2gd x8g',
      'arm64',
    ),
    ...families(
      'c5 c5a c5ad c5d c5n c6a c6i c6id c6in c7a c7i c7i-flex c8a c8i c8i-flex c8ib c8id c8in c8ine d3 d3en dl2q f2 g4ad g4dn g5 g6 g6e g6f g7 g7e gr6 gr6f hpc6a hpc6id hpc7a hpc8a i3en i4i i7i i7ie inf1 inf2 m5 m5a m5ad m5d m5dn m5n m5zn m6a m6i m6id m6idn m6in m7a m7i m7i-flex m8a m8azn m8i m8i-flex m8ib m8id m8idb m8idn m8in m8ine p3dn p4d p4de p5 p5e p5en p6-b200 p6-b300 r5 r5a r5ad r5b r5d r5dn r5n r6a r6i r6id r6idn r6in r7a r7i r7iz r8a r8i r8i-flex r8ib r8id r8idb r8idn r8in t3 t3a trn1 trn1n trn2 u-3tb1 u-6tb1 u7i-12tb u7i-6tb u7i-8tb u7in-16tb u7in-24tb u7in-32tb vt1 x2idn x2iedn x2iezn x8aedz x8i z1d',
      'amd64',
    ),
    ...families('c1 c3 c4 d2 h1 i2 i3 m1 m2 m3 m4 r3 r4 t1 t2 x1 x1e', 'amd64', XEN),
  ],
};
