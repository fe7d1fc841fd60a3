// Compiles the messages of src/text once, before the unit tests. In a process of its own: the compiler keeps handles
// open that would hold up the end of the run.
import { execFileSync } from 'node:child_process'

export default function setup() {
  execFileSync('npm', ['run', '--silent', 'messages'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
}
