import { assumed, type Figure } from '../../../kernel/figure';

/** New connections that a vCPU of a balancer takes and hands on in a second, fully busy. */
export const CONNECTIONS_PER_VCPU: Figure = {
  value: 4_000,
  unit: 'connections/s',
  source: assumed(
    'HAProxy and nginx forward TCP without reading it: several times this is measured on bare machines, and clouds virtualise the network',
  ),
};

/** Bytes that a vCPU of a balancer forwards. */
export const MBIT_PER_VCPU: Figure = {
  value: 1_000,
  unit: 'Mbit/s',
  source: assumed('each byte is received and sent again; virtual machines reach several times this with large packets'),
};

/** Part of the vCPUs that may be busy when one machine carries the load of both. */
export const BUSY_PART: Figure = {
  value: 0.6,
  unit: '',
  source: assumed('room for connections that come in bursts, and for a reload, which runs two programs for a while'),
};

/** Least vCPUs of a balancer: the program on one, and the kernel, checks and packages on the other. */
export const LEAST_VCPUS = 2;

/** Memory of a connection that a balancer forwards, with its buffers at both ends. */
export const CONNECTION_KIB: Figure = {
  value: 40,
  unit: 'KiB',
  source: assumed('two buffers of 16 KiB each, and what the kernel keeps of two connections'),
};

/** Part of the memory that connections may take. */
export const CONNECTIONS_PART: Figure = {
  value: 0.5,
  unit: '',
  source: assumed('the rest is for a process that was replaced and still ends its connections, and for the system'),
};

/** Least memory of a balancer, for its own software. */
export const LEAST_MEMORY_GIB = 4;
