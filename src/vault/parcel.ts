import { utf8 } from './bytes'
import { VaultError } from './errors'

/** What is kept of a shop: its source files as they are, and the text of its project file. */
export interface Parcel {
  files: readonly File[]
  project: string
}

interface Manifest {
  project: string
  files: { name: string; type: string; lastModified: number; size: number }[]
}

/** One Blob of all: the manifest's length (4 bytes, big-endian), the manifest as JSON, then the files. No byte is read. */
export function pack({ files, project }: Parcel): Blob {
  const manifest: Manifest = {
    project,
    files: files.map(({ name, type, lastModified, size }) => ({ name, type, lastModified, size })),
  }
  const json = utf8(JSON.stringify(manifest))
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, json.length)
  return new Blob([length, json, ...files])
}

/** @throws VaultError `damaged` where the parts do not make up the whole */
export async function unpack(plain: Blob): Promise<Parcel> {
  const prefix = await plain.slice(0, 4).arrayBuffer()
  if (prefix.byteLength < 4) throw new VaultError('damaged')
  const length = new DataView(prefix).getUint32(0)
  const manifest = parse(await plain.slice(4, 4 + length).text())
  let at = 4 + length
  const files = manifest.files.map(({ name, type, lastModified, size }) => {
    const part = plain.slice(at, at + size)
    at += size
    return new File([part], name, { type, lastModified })
  })
  if (at !== plain.size) throw new VaultError('damaged')
  return { files, project: manifest.project }
}

function parse(text: string): Manifest {
  try {
    return JSON.parse(text) as Manifest
  } catch (cause) {
    throw new VaultError('damaged', '', { cause })
  }
}
