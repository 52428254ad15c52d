import { aPlan, TWO_CLOUDS } from '../../support/a-spec';
import { clusterOf, element, networkOf } from './aws-stacks';

const { json } = clusterOf(aPlan(TWO_CLOUDS), 'us-east');

test('every key is rotated, has an alias, and is administered by the account', () => {
  for (const name of ['secrets', 'cassandra']) {
    expect(element(json.resource, 'aws_kms_key', name)).toMatchObject({
      enable_key_rotation: true,
      policy: `\${data.aws_iam_policy_document.${name}_key.json}`,
    });
    expect(element(json.resource, 'aws_kms_alias', name)['name']).toBe(`alias/edge-us-east-${name}`);
    expect(element(json.data, 'aws_iam_policy_document', `${name}_key`)).toMatchObject({
      statement: [
        {
          principals: [
            { type: 'AWS', identifiers: ['arn:aws:iam::${data.aws_caller_identity.current.account_id}:root'] },
          ],
        },
      ],
    });
  }
});

test('a stack asks for its account once', () => {
  for (const stack of [json, networkOf(aPlan(TWO_CLOUDS), 'us-east').json]) {
    expect(Object.keys(stack.data['aws_caller_identity'] ?? {})).toEqual(['current']);
  }
});
