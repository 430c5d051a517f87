import { pysaml2 } from '../support/peers.ts';
import { startPysaml2 } from '../support/pysaml2.ts';
import { describeForeignIdentityProvider } from './foreign-identity-provider.ts';

describeForeignIdentityProvider('pysaml2', pysaml2, startPysaml2);
