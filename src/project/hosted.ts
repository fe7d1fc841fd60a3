import { ProjectError, readProject, type Project } from './project-file'

/**
 * - `address`: no address can be made of it
 * - `other_origin`: it names another place than the page's own
 * - `unreachable`: the request failed: no connection, or a redirect to another origin
 * - `status`: the host answered with an error, in `detail`
 * - `not_json`: what came is no JSON, for why see `detail`
 */
export type HostedFault = 'address' | 'other_origin' | 'unreachable' | 'status' | 'not_json'

export class HostedError extends Error {
  override readonly name: string = 'HostedError'
  readonly code: HostedFault
  readonly address: string
  readonly detail: string

  constructor(code: HostedFault, address: string, detail = '', message = `${address}: ${code} ${detail}`) {
    super(message)
    this.code = code
    this.address = address
    this.detail = detail
  }
}

export interface HostedProject {
  project: Project
  /** The project's data files, each under the last part of its address. */
  files: File[]
}

/**
 * Fetches a project file that is hosted beside the page, and the data files it names. `address` is resolved against
 * `page`, those of the data files against the project's own. Nothing is asked of another origin, not even by redirect.
 *
 * @throws HostedError; ProjectError where the JSON is no project
 */
export async function fetchHosted(address: string, page: string): Promise<HostedProject> {
  const url = sameOrigin(address, page)
  const text = await (await fetchSame(url)).text()
  const project = readHosted(text, url.href)
  const files: File[] = []
  for (const data of project.data) {
    const dataUrl = sameOrigin(data, url.href)
    files.push(new File([await (await fetchSame(dataUrl)).blob()], lastPart(dataUrl)))
  }
  return { project, files }
}

function sameOrigin(address: string, base: string): URL {
  let url: URL
  try {
    url = new URL(address, base)
  } catch {
    throw new HostedError('address', address)
  }
  if (url.origin !== new URL(base).origin) throw new HostedError('other_origin', url.href)
  return url
}

async function fetchSame(url: URL): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, { mode: 'same-origin' })
  } catch (cause) {
    throw new HostedError('unreachable', url.href, cause instanceof Error ? cause.message : String(cause))
  }
  if (!response.ok) throw new HostedError('status', url.href, String(response.status))
  return response
}

function readHosted(text: string, address: string): Project {
  try {
    return readProject(text)
  } catch (error) {
    if (error instanceof ProjectError && error.code === 'unreadable') {
      throw new HostedError('not_json', address, error.message)
    }
    throw error
  }
}

function lastPart(url: URL): string {
  const part = url.pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(part) || 'data'
  } catch {
    return part
  }
}
