/** A place on the Earth, in degrees. */
export interface Coordinates {
  readonly latitude: number;
  readonly longitude: number;
}

/** Radius of the Earth in kilometres. */
const EARTH_KM = 6_371;

/** Returns the length of the shortest way between two places, in kilometres. */
export function kilometresBetween(from: Coordinates, to: Coordinates): number {
  const [near, far] = [inRadians(from), inRadians(to)];
  const haversine =
    Math.sin((far.latitude - near.latitude) / 2) ** 2 +
    Math.cos(near.latitude) * Math.cos(far.latitude) * Math.sin((far.longitude - near.longitude) / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(haversine));
}

function inRadians({ latitude, longitude }: Coordinates): Coordinates {
  return { latitude: (latitude * Math.PI) / 180, longitude: (longitude * Math.PI) / 180 };
}
