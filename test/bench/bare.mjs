// Makes the resources of an assembly once more with the cdktf library and its providers' classes alone: what the library itself
// takes for as many resources, against which topogen is measured. Run: node bare.mjs <assembly> <out>.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import cdktf from 'cdktf';

const load = createRequire(import.meta.url);
const { App, TerraformStack } = cdktf;

const [assembly, outdir] = process.argv.slice(2);
const PROVIDERS = ['aws', 'google', 'random', 'tls'];

/** The class of a type, which the providers' packages keep in a folder of its name. */
function classOf(type, isData) {
  const provider = PROVIDERS.find((it) => type.startsWith(`${it}_`));
  if (provider === undefined) return undefined;
  const name = type.slice(provider.length + 1).replaceAll('_', '-');
  const module = load(`@cdktf/provider-${provider}/lib/${isData ? `data-${provider}-` : ''}${name}`);
  return Object.values(module).find((it) => it.tfResourceType === type);
}

/** The arguments as a program would write them: names in camel case, those of labels and tags as they are. */
function argumentsOf(value, isLabels = false) {
  if (Array.isArray(value)) return value.map((it) => argumentsOf(it));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'lifecycle' && key !== 'provider' && key !== 'depends_on')
      .map(([key, it]) => [
        isLabels ? key : key.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase()),
        argumentsOf(it, /^(tags|labels|metadata|triggers|user_labels|default_tags)$/.test(key)),
      ]),
  );
}

const app = new App({ outdir, skipValidation: true });
let made = 0;
for (const name of readdirSync(join(assembly, 'stacks'))) {
  const { resource = {}, data = {} } = JSON.parse(readFileSync(join(assembly, 'stacks', name, 'cdk.tf.json'), 'utf8'));
  const stack = new TerraformStack(app, name);
  for (const [kind, types] of [
    ['resource', resource],
    ['data', data],
  ]) {
    for (const [type, elements] of Object.entries(types)) {
      const Element = classOf(type, kind === 'data');
      if (Element === undefined) continue;
      for (const [id, config] of Object.entries(elements)) {
        new Element(stack, `${kind}-${type}-${id}`, argumentsOf(config));
        made += 1;
      }
    }
  }
}
app.synth();
process.stdout.write(`${made}\n`);
