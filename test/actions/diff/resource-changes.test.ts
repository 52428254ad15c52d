import { resourceChanges, type ProviderKnowledge } from '../../../src/actions/diff/resource-changes';
import { elementsByStack } from '../../../src/actions/diff/stack-elements';
import { stackOf as stack } from './stack-of';

const KNOWLEDGE: ProviderKnowledge = {
  rules: { aws_disk: ['zone'], aws_link: ['*'] },
  losses: { aws_disk: 'data', aws_link: 'link' },
};

test('each resource is added, changed, replaced or removed, with the arguments that say why', () => {
  const before = stack(
    ['aws_disk.a', { zone: 'x' }],
    ['aws_disk.b', { size: 1 }],
    ['aws_link.c', { n: 1 }],
    ['aws_same.d', { n: 1 }],
  );
  const after = stack(
    ['aws_disk.a', { zone: 'y' }],
    ['aws_disk.b', { size: 2 }],
    ['aws_new.e', {}],
    ['aws_same.d', { n: 1 }],
  );
  expect(resourceChanges(before, after, KNOWLEDGE)).toEqual([
    { address: 'aws_disk.a', action: 'replace', changed: ['zone'], replacedFor: ['zone'], loses: 'data' },
    { address: 'aws_disk.b', action: 'change', changed: ['size'], replacedFor: [] },
    { address: 'aws_link.c', action: 'remove', changed: [], replacedFor: [], loses: 'link' },
    { address: 'aws_new.e', action: 'add', changed: [], replacedFor: [] },
  ]);
});

test('what Terraform is told to overlook is no change', () => {
  const lifecycle = { ignore_changes: ['user_data', 'disk[0].image'] };
  const before = stack(
    ['aws_x.a', { user_data: 'a', lifecycle }],
    ['aws_x.b', { disk: 1, lifecycle: { ignore_changes: 'all' } }],
  );
  const after = stack(
    ['aws_x.a', { user_data: 'b', lifecycle }],
    ['aws_x.b', { disk: 2, lifecycle: { ignore_changes: 'all' } }],
  );
  expect(resourceChanges(before, after, KNOWLEDGE)).toEqual([]);
});

test('what lies beside an overlooked argument is still seen', () => {
  const lifecycle = { ignore_changes: ['disk[0].image', 'metadata["user-data"]'] };
  const resource = (image: string, size: number, port: number) =>
    stack(['aws_x.a', { disk: [{ image, size }], metadata: { 'user-data': image, port }, lifecycle }]);
  const changed = (...args: Parameters<typeof resource>) =>
    resourceChanges(resource('a', 1, 1), resource(...args), KNOWLEDGE).flatMap((it) => it.changed);
  expect(changed('b', 1, 1)).toEqual([]);
  expect(changed('b', 2, 1)).toEqual(['disk']);
  expect(changed('b', 1, 2)).toEqual(['metadata']);
});

test('a file that changed is a change of the resource that takes it in, also through another file', () => {
  const assembly = (text: string) => [
    {
      path: 'stacks/s/cdk.tf.json',
      text: JSON.stringify({
        resource: { aws_x: { a: { user_data: '${templatefile("${path.module}/files/init.yaml", {})}' } } },
      }),
    },
    { path: 'stacks/s/files/init.yaml', text: 'content: ${jsonencode(file("${files}/kong.conf"))}' },
    { path: 'stacks/s/files/kong.conf', text },
  ];
  const [before, after] = ['one', 'two'].map((text) =>
    elementsByStack(assembly(text), { places: {}, tags: {} }).get('s')!,
  );
  expect(resourceChanges(before!, after!, KNOWLEDGE)).toEqual([
    { address: 'aws_x.a', action: 'change', changed: ['user_data'], replacedFor: [] },
  ]);
  expect(resourceChanges(before!, before!, KNOWLEDGE)).toEqual([]);
});

test('an argument that goes is a change like one that comes, and what is unset is none', () => {
  const changed = (one: object, other: object): readonly string[] =>
    resourceChanges(stack(['aws_x.a', one]), stack(['aws_x.a', other]), KNOWLEDGE).flatMap((it) => it.changed);
  expect(changed({ size: 1, kms_key_id: 'k' }, { size: 1 })).toEqual(['kms_key_id']);
  expect(changed({ size: 1 }, { size: 1, kms_key_id: 'k' })).toEqual(['kms_key_id']);
  expect(changed({ size: 1 }, { size: 1, kms_key_id: undefined })).toEqual([]);
  expect(changed({ z: 1, m: 1, a: 1 }, { z: 2, m: 1, b: 1 })).toEqual(['a', 'b', 'z']);
});

test('an argument that goes replaces its resource where it forces that', () => {
  expect(resourceChanges(stack(['aws_disk.a', { zone: 'x' }]), stack(['aws_disk.a', {}]), KNOWLEDGE)).toEqual([
    { address: 'aws_disk.a', action: 'replace', changed: ['zone'], replacedFor: ['zone'], loses: 'data' },
  ]);
});

test('what only says when and how, and notes for readers, are no change', () => {
  const resource = (of: string) =>
    stack(['aws_x.a', { n: 1, '//': { of }, lifecycle: { replace_triggered_by: [of] } }]);
  expect(resourceChanges(resource('aws_a.b'), resource('aws_c.d'), KNOWLEDGE)).toEqual([]);
});

test('changes come by address, whichever version has the resource', () => {
  const before = stack(['aws_x.c', {}], ['aws_x.a', { n: 1 }]);
  const after = stack(['aws_x.d', {}], ['aws_x.b', {}], ['aws_x.a', { n: 2 }]);
  expect(resourceChanges(before, after, KNOWLEDGE).map((it) => `${it.action} ${it.address}`)).toEqual([
    'change aws_x.a',
    'add aws_x.b',
    'remove aws_x.c',
    'add aws_x.d',
  ]);
});

test('a resource without harm in its going loses nothing, and one that stays loses nothing either', () => {
  expect(resourceChanges(stack(['aws_x.a', {}]), stack(), KNOWLEDGE)).toEqual([
    { address: 'aws_x.a', action: 'remove', changed: [], replacedFor: [] },
  ]);
  expect(resourceChanges(stack(['aws_disk.a', { size: 1 }]), stack(['aws_disk.a', { size: 2 }]), KNOWLEDGE)).toEqual([
    { address: 'aws_disk.a', action: 'change', changed: ['size'], replacedFor: [] },
  ]);
});
