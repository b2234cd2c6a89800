import { chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the browser of all specs listens. */
    browser: string;
  }
}

const flags = [
  '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
  // Only maps need what stands in for a graphics card: pages are put together without it, in one process.
  '--disable-gpu-compositing', '--disable-gpu-rasterization', '--num-raster-threads=1', '--renderer-process-limit=1',
];

/** Starts the system's Chromium once for all specs; PHUSONG_CHROMIUM names another one. */
export default async function start({ provide }: TestProject): Promise<() => Promise<void>> {
  const server = await chromium.launchServer({ executablePath: process.env['PHUSONG_CHROMIUM'] ?? '/usr/bin/chromium', args: flags });
  provide('browser', server.wsEndpoint());
  return () => server.close();
}
