import type { PathAnswer, PathPoint } from '../api/path_contract';

/** A point of an invented profile: 10 km from a mast of 40 m to a phone, both on ground 100 m high, without a curve. */
export function samplePoint(distanceKm: number, groundM = 100): PathPoint {
  const lineM = 140 - 3.85 * distanceKm;
  const fresnelM = distanceKm === 0 || distanceKm === 10 ? 0 : 20;
  return { distanceKm, groundM, bulgeM: 0, curvedGroundM: groundM, lineM, fresnelM, clearanceM: lineM - groundM };
}

/** An invented path that a ridge half way blocks. */
export function samplePath(changed: Partial<PathAnswer> = {}): PathAnswer {
  return {
    sentence: { vi: 'Bị dãy núi che khuất.', en: 'A ridge stands in the way.' },
    reason: 'blocked',
    model: 'ITU-R P.1812-6',
    from: { name: 'TQ1', position: [105, 22], groundM: 100, heightM: 40 },
    to: { name: 'Bản Khẻ', position: [105.1, 22], groundM: 100, heightM: 1.5 },
    frequencyMhz: 1800,
    distanceKm: 10,
    azimuthDeg: 90,
    earthRadiusKm: 8500,
    lineOfSight: false,
    obstacle: { kind: 'mountain', distanceKm: 5, position: [105.05, 22], groundM: 300, bulgeM: 0, aboveLineM: 179.25, fresnelM: 20, fresnelFreeShare: 0 },
    lossDb: 160,
    freeSpaceLossDb: 117.5,
    diffractionLossDb: 42.5,
    received: { levelDbm: -126.4, measure: 'RSRP', coveredFromDbm: -110, covered: false, assumed: ['power'] },
    values: [],
    points: [samplePoint(0), samplePoint(5, 300), samplePoint(10)],
    release: '3',
    asOf: '2026-11-22',
    synthetic: true,
    ...changed,
  };
}
