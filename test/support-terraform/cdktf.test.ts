import { cdktf } from '../support/terraform/cdktf';
import { describeLong } from '../support/long';
import { withTerraform } from '../support/terraform/terraform';

// What it deploys, and that it sees changes, is told by test/cdktf.test.ts.
describeLong('the cdktf command against the stand-in providers', () => {
  test('fails with the output of Terraform in its message', () =>
    withTerraform(async (tf) => {
      const settings = { language: 'typescript', app: 'node app.js', projectId: 'test', sendCrashReports: 'false' };
      await tf.write('cdktf.json', JSON.stringify(settings));
      await tf.write('app.js', "const { App } = require('cdktf'); new App().synth();");
      await expect(cdktf(tf, ['diff', 'nowhere', '--skip-provider-lock'])).rejects.toThrow(/nowhere/);
    }));
});
