import fc from 'fast-check'

// The same random cases in every run, so that a run says something of the code alone; another seed looks further:
// PROPERTY_SEED=7 npm run unit.
fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 1) })
