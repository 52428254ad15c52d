// Writes what this process has used, when it ends, to the file that TOPOGEN_USAGE names: processor time in milliseconds, the
// largest memory in MB. Node loads it before a measured program: `node --import usage.mjs`.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const used = { processorMs: (userCPUTime + systemCPUTime) / 1000, memoryMb: maxRSS / 1024 };
  writeFileSync(process.env.TOPOGEN_USAGE, JSON.stringify(used));
});
