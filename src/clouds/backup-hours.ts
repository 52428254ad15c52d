/** Returns an hour in UTC as the schedulers of both clouds read it, e.g. `04:00`. */
export function atHour(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
