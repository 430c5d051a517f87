import { simpleSamlPhp } from '../support/peers.ts';
import { startSimpleSamlPhp } from '../support/simplesamlphp.ts';
import { describeForeignIdentityProvider } from './foreign-identity-provider.ts';

describeForeignIdentityProvider(
  'SimpleSAMLphp, asked by POST,',
  simpleSamlPhp,
  startSimpleSamlPhp,
  { binding: 'post' },
);
