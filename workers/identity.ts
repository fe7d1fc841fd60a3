import { expose } from 'comlink'
import { announceLife } from '../src/engine/life'
import { HERE, type IdentityKernels } from '../src/identity/kernels'

/** What the worker answers to, for Comlink's `wrap` on the page's side. */
const api: IdentityKernels = HERE

expose(api)
void announceLife()
