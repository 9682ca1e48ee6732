/**
 * `npm test`: installs what is missing and runs every check: format and lint, floors, dead code, types, unit, parity, build, e2e.
 * The last line sums them: `N passed, N failed`; the same figures go to .cache/test-summary.json.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { installPackages } from './lib/install.mjs';
import { run } from './lib/run.mjs';

await installPackages();
const { findBrowser } = await import('./lib/browser.mjs');
const browser = await findBrowser();
const environment = { MOR_BROWSER: browser, NEXT_TELEMETRY_DISABLED: '1' };

const UNIT_REPORT = '.cache/vitest.json';
const E2E_REPORT = '.cache/playwright.json';
mkdirSync('.cache', { recursive: true });

const bin = (name) => `node_modules/.bin/${name}`;

function vitestCounts() {
  const report = JSON.parse(readFileSync(UNIT_REPORT, 'utf8'));
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  return [report.numPassedTests, report.numFailedTests + report.numPendingTests + brokenFiles.length];
}

function playwrightCounts() {
  const { stats, errors } = JSON.parse(readFileSync(E2E_REPORT, 'utf8'));
  return [stats.expected, stats.unexpected + stats.flaky + stats.skipped + errors.length];
}

/** Name, command, and where a suite counts its own tests: how to read them. A plain check counts as one. */
const steps = [
  ['format and lint', bin('biome'), ['check', '--error-on-warnings']],
  ['floors', 'npm', ['run', 'floors']],
  ['types', bin('tsc'), ['--noEmit']],
  ['dead code', bin('knip'), []],
  [
    'unit and parity',
    bin('vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${UNIT_REPORT}`],
    UNIT_REPORT,
    vitestCounts,
  ],
  ['build', process.execPath, ['scripts/build.mjs']],
  ['e2e', bin('playwright'), ['test'], E2E_REPORT, playwrightCounts],
];

let passed = 0;
let failed = 0;
const broken = [];
for (const [name, command, args, report, counts] of steps) {
  console.log(`\n── ${name}`);
  const started = Date.now();
  if (report) rmSync(report, { force: true });
  const status = await run(command, args, environment);
  let [good, bad] = status === 0 ? [1, 0] : [0, 1];
  if (counts) {
    try {
      [good, bad] = counts();
    } catch (error) {
      console.error(`${name} left no report: ${error.message}`);
      [good, bad] = [0, 1];
    }
    if (status !== 0 && bad === 0) bad = 1;
  }
  passed += good;
  failed += bad;
  if (bad > 0) broken.push(name);
  console.log(`── ${name}: ${good} passed, ${bad} failed, ${((Date.now() - started) / 1000).toFixed(0)} s`);
}

writeFileSync('.cache/test-summary.json', JSON.stringify({ passed, failed }));
if (broken.length > 0) console.log(`\nFailed: ${broken.join(', ')}`);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
