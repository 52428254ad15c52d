/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { withUnit, shown } from '../../../src/report/explain/shown';
import { findChromium, startChromium } from '../../support/chromium';
import { runsLong } from '../../support/long';
import { manyDatacenters } from '../../support/many-datacenters';
import { reportOf, type Reported } from '../page/page-of';

/*
 * The report in a real browser. Chromium is Debian's, driven over its own protocol; nothing is fetched.
 */

const executable = findChromium();
if (executable === undefined) process.stderr.write('skipped, no chromium on the PATH: the report in a browser\n');
const isWanted = runsLong('the report in a browser') && executable !== undefined;

const SPEC = {
  name: 'edge',
  requestsPerSecond: 12000,
  googleProject: 'acme-edge',
  datacenters: [
    { name: 'us-east', cloud: 'aws', region: 'us-east-1' },
    { name: 'eu-west', cloud: 'google', region: 'europe-west1' },
    { name: 'us-west', cloud: 'aws', region: 'us-west-2' },
  ],
  tags: { owner: 'platform' },
};

(isWanted ? describe : describe.skip)('in Chromium', () => {
  let browser: Browser;
  let folder: string;
  const made = new Map<string, Promise<Reported>>();

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'topogen-report-'));
    browser = await startChromium(executable ?? '');
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function reported(name: string, spec: object): Promise<Reported> {
    const known = made.get(name) ?? reportOf(spec);
    made.set(name, known);
    return known;
  }

  /** Everything that the page said or asked for while it was open. */
  interface Opened {
    readonly page: Page;
    readonly said: string[];
    readonly asked: string[];
  }

  async function open(name: string, spec: object, options: BrowserContextOptions = {}): Promise<Opened> {
    const { html } = await reported(name, spec);
    const file = join(folder, `${name}.html`);
    writeFileSync(file, html);
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
    const page = await context.newPage();
    const [said, asked]: [string[], string[]] = [[], []];
    page.on('console', (message) => void said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => void said.push(String(error)));
    page.on('request', (request) => void asked.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    return { page, said, asked };
  }

  /** Returns what axe finds that is serious or worse, with the elements. */
  async function seriousFindings(page: Page): Promise<readonly string[]> {
    await page.evaluate(axe.source);
    const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 5)
            .map((it) => it.html.slice(0, 200))
            .join(' ')}`,
      );
  }

  test.each(['light', 'dark'] as const)(
    'in %s, axe finds nothing serious, nothing is said, and nothing asked for',
    async (colorScheme) => {
      const { page, said, asked } = await open('edge', SPEC, { colorScheme });
      // Of what is folded, the first of each kind: the others look the same, and axe takes minutes for them all.
      await page.evaluate(() => {
        for (const it of document.querySelectorAll<HTMLDetailsElement>('details:first-of-type, details:last-of-type'))
          it.open = true;
      });
      expect(await page.locator('details[open]').count()).toBeGreaterThan(8);
      expect(await seriousFindings(page)).toEqual([]);
      const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      expect(paper).toBe(colorScheme === 'dark' ? 'rgb(18, 23, 31)' : 'rgb(255, 255, 255)');
      expect(said).toEqual([]);
      expect(asked).toEqual([page.url()]);
      await page.context().close();
    },
  );

  test('every number of the plan is seen, as the plan has it', async () => {
    const { page } = await open('edge', SPEC);
    const { topology } = await reported('edge', SPEC);
    await page.click('text=Open all');
    await page.evaluate(() => document.querySelectorAll('details').forEach((it) => (it.open = true)));
    const seen = await page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[data-number]')].map((it) => ({
        id: it.dataset['number'],
        text: it.innerText,
        isVisible: it.checkVisibility() && it.getClientRects().length > 0,
        inTable: it.closest('td') !== null,
      })),
    );
    const { reckoned } = topology.plan.sizing;
    expect(seen.map(({ id }) => id).sort()).toEqual(reckoned.map(({ id }) => id).sort());
    for (const { id, value, unit } of reckoned) {
      const it = seen.find((one) => one.id === id);
      expect(it).toEqual({
        id,
        text: it?.inTable ? shown(value) : withUnit(value, unit),
        isVisible: true,
        inTable: id.split('.')[0]!.includes('--'),
      });
    }
    await page.context().close();
  });

  test('the keyboard reaches all that can be used, in order, and shows where it is', async () => {
    const { page } = await open('edge', SPEC);
    const usable = await page.evaluate(() => {
      const all = [...document.querySelectorAll<HTMLElement>('a[href], button, input, summary, [tabindex="0"]')];
      const seen = all.filter((it) => it.checkVisibility());
      seen.forEach((it, i) => it.setAttribute('data-place', String(i)));
      return seen.length;
    });
    expect(usable).toBeGreaterThan(30);
    for (let place = 0; place < usable; place++) {
      await page.keyboard.press('Tab');
      const at = await page.evaluate(() => {
        const it = document.activeElement as HTMLElement;
        const { outlineStyle, outlineWidth } = getComputedStyle(it);
        return [it.dataset['place'], outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2];
      });
      expect(at).toEqual([String(place), true]);
    }
    const first = page.locator('#sizes summary').first();
    await first.focus();
    await page.keyboard.press('Enter');
    expect(await first.evaluate((it) => (it.parentElement as HTMLDetailsElement).open)).toBe(true);
    await page.context().close();
  });

  test('a search leaves the flows that have every word, and says how many', async () => {
    const { page, said } = await open('edge', SPEC);
    const { topology } = await reported('edge', SPEC);
    const all = topology.plan.flows.length;
    const status = page.locator('#flows output');
    expect(await status.innerText()).toBe(`${all} of ${all} flows`);
    await page.fill('#flow-search', 'TCP 9042 us-east');
    const rows = await page.locator('#flow-list tbody tr:visible').allInnerTexts();
    const wanted = topology.plan.flows.filter(({ from, to, ports, purpose }) => {
      const words = [JSON.stringify(from), JSON.stringify(to), purpose].join(' ');
      return ports?.from === 9042 && words.includes('us-east');
    });
    expect(rows).toHaveLength(wanted.length);
    expect(rows.filter((row) => !row.includes('tcp 9042') || !row.includes('us-east'))).toEqual([]);
    expect(await status.innerText()).toBe(`${wanted.length} of ${all} flows`);
    await page.fill('#flow-search', 'no such flow');
    expect(await page.locator('#flow-list tbody tr:visible').count()).toBe(0);
    await page.press('#flow-search', 'Escape');
    expect(await page.locator('#flow-list tbody tr:visible').count()).toBe(all);
    expect(said).toEqual([]);
    await page.context().close();
  });

  test('it is whole without its script', async () => {
    const [with_, without] = [await open('edge', SPEC), await open('edge', SPEC, { javaScriptEnabled: false })];
    const texts = await Promise.all([with_, without].map(({ page }) => page.locator('main').innerText()));
    expect(texts[1]).toBe(texts[0]);
    expect(without.said).toEqual([]);
    for (const { page } of [with_, without]) await page.context().close();
  });

  test('its policy holds: what is not its own is refused', async () => {
    const { page } = await open('edge', SPEC);
    const refused = await page.evaluate(async () => {
      const found: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => found.push(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'document.title = "taken over"';
      document.body.append(script);
      const image = document.createElement('img');
      image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
      document.body.append(image);
      await fetch('http://127.0.0.1:9/').catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return found;
    });
    expect(refused.sort()).toEqual(['connect-src', 'img-src', 'script-src-elem']);
    expect(await page.title()).toBe('Topology edge');
    await page.context().close();
  });

  test.each([320, 768, 1280])(
    'at %i pixels only tables and drawings scroll sideways, never the page',
    async (width) => {
      const { page } = await open('edge', SPEC, { viewport: { width, height: 800 } });
      await page.evaluate(() => document.querySelectorAll('details').forEach((it) => (it.open = true)));
      const [needs, has] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      expect(needs).toBeLessThanOrEqual(has!);
      await page.context().close();
    },
  );

  test('on paper it has no controls, and every page has something on it', async () => {
    const { page } = await open('edge', SPEC, { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await page.locator('#flow-search').isVisible()).toBe(false);
    const pdf = await page.pdf({ format: 'A4' });
    const pages = pdf.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
    expect(pages).toBeGreaterThan(3);
    expect(pages).toBeLessThan(25);
    await page.context().close();
  });

  describe('of sixty datacenters', () => {
    const WORLD = manyDatacenters(60);

    test('it opens, scrolls to its end, and stays within the window', async () => {
      const { page, said } = await open('world', WORLD);
      expect(await page.locator('article').count()).toBe(60);
      for (const id of ['sizes', 'cost', 'growth', 'limits', 'flows', 'losses', 'stacks', 'advice']) {
        await page.click(`nav a[href="#${id}"]`);
        const top = await page.locator(`#${id}-title`).evaluate((it) => it.getBoundingClientRect().top);
        expect([id, top >= 0 && top < 850]).toEqual([id, true]);
      }
      await page.keyboard.press('End');
      await page.waitForFunction(() => Math.abs(scrollY + innerHeight - document.documentElement.scrollHeight) < 2);
      const [needs, has] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      expect(needs).toBeLessThanOrEqual(has!);
      expect(said).toEqual([]);
      await page.context().close();
    });

    test('no name on the map hides another', async () => {
      const { page } = await open('world', WORLD);
      const boxes = await page.evaluate(() =>
        [...document.querySelectorAll('#topology figure svg text')].map((it) => {
          const { left, right, top, bottom } = it.getBoundingClientRect();
          return { name: it.textContent ?? '', left, right, top, bottom };
        }),
      );
      expect(boxes).toHaveLength(60);
      // The lines of two names may touch, their letters not.
      const hidden = boxes.flatMap((a, i) =>
        boxes
          .slice(i + 1)
          .filter(
            (b) =>
              Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1 &&
              Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4,
          )
          .map((b) => `${a.name} and ${b.name}`),
      );
      expect(hidden).toEqual([]);
      await page.context().close();
    });

    test('a search of all its flows takes a moment', async () => {
      const { page } = await open('world', WORLD);
      const { topology } = await reported('world', WORLD);
      const wanted = topology.plan.flows.filter(({ from, to }) => JSON.stringify([from, to]).includes('dc-17'));
      const began = Date.now();
      await page.fill('#flow-search', 'dc-17');
      const status = await page.locator('#flows output').innerText();
      expect(Date.now() - began).toBeLessThan(5_000);
      expect(Number(status.split(' ')[0]?.replaceAll(',', ''))).toBeGreaterThanOrEqual(wanted.length);
      await page.context().close();
    });
  });
});
