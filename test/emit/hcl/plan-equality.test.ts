import type { TerraformStack } from 'cdktf';
import type { JsonObject } from '../../../src/emit/hcl/body';
import { lintHcl } from '../../support/hcl/lint';
import { type HclFile, renderStack } from '../../../src/emit/hcl/render-stack';
import { addressedElements, blockSchemaOf } from '../../../src/emit/hcl/stack-elements';
import type { Json } from '../../../src/kernel/json';
import { longTest } from '../../support/effort';
import { describeWithTerraform, withTerraform, type World } from '../../support/terraform/terraform';
import { exampleStack } from './example-stack';

const SCRIPT = '#!/bin/sh\necho ${name} ${address} %{ for port in ports }${port} %{ endfor }\n';

function render(stack: TerraformStack): { json: JsonObject; files: HclFile[] } {
  const json = stack.toTerraform() as JsonObject;
  const order = addressedElements(stack).map(({ address }) => address);
  return { json, files: renderStack(json, blockSchemaOf(stack), { header: () => 'Example', order }) };
}

/**
 * What Terraform makes of a configuration: the planned values, and the configuration as it understood it. In the latter it
 * shows the strings of JSON before they are read as templates, as constants, so these are left to the planned values.
 */
async function planOf(tf: World, folder: string): Promise<JsonObject> {
  const terraform = tf.at(folder);
  await terraform.init();
  const { json, warnings } = await terraform.plan();
  expect(warnings).toEqual([]);
  const { timestamp, configuration, relevant_attributes: relevant, ...plan } = json as unknown as JsonObject;
  expect(typeof timestamp).toBe('string');
  // A set, which Terraform lists in any order.
  const attributes = (relevant as readonly Json[]).map((each) => JSON.stringify(each)).sort();
  return { ...plan, relevant_attributes: attributes, configuration: withoutConstants(configuration ?? null) };
}

function withoutConstants(value: Json): Json {
  if (Array.isArray(value)) return (value as Json[]).map(withoutConstants);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).filter(([key]) => key !== 'constant_value');
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutConstants(each ?? null)]));
}

describeWithTerraform('HCL printed from the JSON of a stack', () => {
  const { json, files } = render(exampleStack());

  /** Writes a folder beside the JSON's, with the same script, and returns its plan. */
  const planOfFiles = async (tf: World, folder: string, written: readonly HclFile[]): Promise<JsonObject> => {
    for (const { path, text } of written) await tf.write(`${folder}/${path}`, text);
    await tf.write(`${folder}/files/kong.sh`, SCRIPT);
    return planOf(tf, folder);
  };

  longTest(
    'gives the same plan as the JSON, which a wrong value does not, is formatted, and has nothing to criticise',
    async () => {
      await withTerraform(async (tf) => {
        const fromHcl = await planOfFiles(tf, 'hcl', files);
        expect(await tf.at('hcl').unformatted()).toEqual([]);
        const fromJson = await planOfFiles(tf, 'json', [{ path: 'cdk.tf.json', text: JSON.stringify(json, null, 2) }]);
        expect(Object.keys(fromJson)).toEqual(expect.arrayContaining(['configuration', 'planned_values', 'variables']));
        expect(fromHcl).toEqual(fromJson);
        const wrong = files.map(({ path, text }) => ({ path, text: text.replace('zero = 0', 'zero = 1') }));
        expect(await planOfFiles(tf, 'wrong', wrong)).not.toEqual(fromJson);
      });
      expect(lintHcl(files)).toEqual([]);
    },
  );
});
