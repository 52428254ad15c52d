import { fillTemplate } from '../../src/kernel/template';

const templates = { 'a.conf': 'port = {{port}}\nname = {{name}} {{port}} ${left_alone} {{ not a hole }}\n' };

test('every hole is filled, and what is no hole stays', () => {
  expect(fillTemplate(templates, 'a.conf', { port: 1, name: 'x' })).toBe(
    'port = 1\nname = x 1 ${left_alone} {{ not a hole }}\n',
  );
});

test('a value with a dollar sign is taken as it is', () => {
  expect(fillTemplate(templates, 'a.conf', { port: 1, name: '$&$1' })).toContain('name = $&$1 1');
});

test('a hole without a value, a value without a hole and a template that is not there are bugs', () => {
  expect(() => fillTemplate(templates, 'a.conf', { port: 1 })).toThrow('has a hole name that nothing fills');
  expect(() => fillTemplate(templates, 'a.conf', { port: 1, name: 'x', more: 2 })).toThrow('has no hole for more');
  expect(() => fillTemplate(templates, 'b.conf', {})).toThrow('no template named b.conf');
});
