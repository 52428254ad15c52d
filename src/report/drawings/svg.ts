import { plot, type PlotOptions } from '@observablehq/plot';
import { DOMImplementation, XMLSerializer, type Element } from '@xmldom/xmldom';
import { xmlSerialized } from '../../kernel/text/xml';
import type { Text } from '../../kernel/text/text';

const SVG = 'http://www.w3.org/2000/svg';

/** Attributes that hold numbers of pixels. */
const PIXELS = /^(d|transform|x|y|x1|x2|y1|y2|cx|cy|r|width|height|points)$/;

/**
 * Draws one chart as an element of its own. It brings no style: colours are variables of the page, so that one drawing
 * serves on light and on dark paper, and a policy that forbids inline styles lets it through.
 *
 * @param label the drawing in one sentence, for those who do not see it
 */
export function chart(options: PlotOptions, label: string): Element {
  const document = new DOMImplementation().createDocument(SVG, 'svg', null);
  const element = plot({ ...options, className: 'chart', document: document as never }) as unknown as Element;
  for (const style of Array.from(element.getElementsByTagName('style'))) style.parentNode?.removeChild(style);
  // Names of groups are for programs that read the chart as a tree; here it is one image with one name.
  for (const group of Array.from(element.getElementsByTagName('g'))) {
    group.removeAttribute('aria-label');
    group.removeAttribute('aria-hidden');
  }
  for (const name of ['font-family', 'width', 'height']) element.removeAttribute(name);
  element.setAttribute('font-size', '13');
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', label);
  return element;
}

/** Writes an element as text, with every number of pixels in tenths: the same on every machine, and small. */
export function svgText(element: Element): Text<'xml'> {
  for (const one of [element, ...Array.from(element.getElementsByTagName('*'))]) {
    for (const attribute of Array.from(one.attributes))
      if (PIXELS.test(attribute.name)) one.setAttribute(attribute.name, inTenths(attribute.value));
  }
  return xmlSerialized(new XMLSerializer().serializeToString(element as never));
}

function inTenths(value: string): string {
  return value.replace(/-?\d*\.\d+(e[-+]?\d+)?/g, (number) => String(Math.round(Number(number) * 10) / 10 || 0));
}

/** Puts charts of one width above each other into one drawing. */
export function above(charts: readonly Element[], label: string): Element {
  const sizes = charts.map((it) => (it.getAttribute('viewBox') ?? '').split(' ').map(Number));
  const width = Math.max(...sizes.map(([, , wide = 0]) => wide));
  const height = sizes.reduce((sum, [, , , high = 0]) => sum + high, 0);
  const document = new DOMImplementation().createDocument(SVG, 'svg', null);
  const outer = document.documentElement as Element;
  outer.setAttribute('viewBox', `0 0 ${width} ${height}`);
  outer.setAttribute('class', 'chart');
  outer.setAttribute('role', 'img');
  outer.setAttribute('aria-label', label);
  let top = 0;
  charts.forEach((it, i) => {
    const [, , wide = 0, high = 0] = sizes[i] ?? [];
    for (const name of ['role', 'aria-label']) it.removeAttribute(name);
    for (const [name, value] of Object.entries({ y: top, width: wide, height: high }))
      it.setAttribute(name, String(value));
    outer.appendChild(document.importNode(it, true));
    top += high;
  });
  return outer;
}
