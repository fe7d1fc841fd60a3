import { afterEach, expect, test, vi } from 'vitest'
import { fetchHosted } from '../../../src/project/hosted'
import { writeProject, type Project } from '../../../src/project/project-file'

const PAGE = 'https://shop.example/lens/index.html'
const project: Project = {
  recipe: { sources: [], rules: {} as Project['recipe']['rules'], today: '2025-06-30', currency: 'CNY' },
  lens: null,
  parameters: {},
  data: ['../data/orders%20%E5%BA%97.csv', 'members.csv'],
}

/** Answers by address; every address asked for is remembered. */
function host(answers: Record<string, string>) {
  const asked: string[] = []
  vi.stubGlobal('fetch', (url: URL, init?: RequestInit) => {
    asked.push(url.href)
    expect(init?.mode).toBe('same-origin')
    const body = answers[url.href]
    return Promise.resolve(body === undefined ? new Response('', { status: 404 }) : new Response(body))
  })
  return asked
}

afterEach(() => vi.unstubAllGlobals())

test('fetches the project and its data, each relative to the one that names it', async () => {
  const asked = host({
    'https://shop.example/lens/demo/project.json': writeProject(project),
    'https://shop.example/lens/data/orders%20%E5%BA%97.csv': 'a\n1\n',
    'https://shop.example/lens/demo/members.csv': 'b\n2\n',
  })
  const opened = await fetchHosted('demo/project.json', PAGE)
  expect(opened.files.map((file) => file.name)).toEqual(['orders 店.csv', 'members.csv'])
  expect(await opened.files[0]?.text()).toBe('a\n1\n')
  expect(opened.project.recipe.currency).toBe('CNY')
  expect(asked).toHaveLength(3)
})

test.each([
  'https://elsewhere.example/project.json',
  '//elsewhere.example/project.json',
  'http://shop.example/project.json',
  'https://shop.example:8443/project.json',
  'https://shop.example@elsewhere.example/project.json',
  'data:application/json,{}',
  '\\\\elsewhere.example\\project.json',
])('%s is refused before anything is asked', async (address) => {
  const asked = host({})
  await expect(fetchHosted(address, PAGE)).rejects.toMatchObject({
    name: 'HostedError',
    code: 'other_origin',
  })
  expect(asked).toEqual([])
})

test('data on another origin is refused too', async () => {
  const asked = host({
    'https://shop.example/lens/p.json': writeProject({
      ...project,
      data: ['https://elsewhere.example/orders.csv'],
    }),
  })
  await expect(fetchHosted('p.json', PAGE)).rejects.toMatchObject({ code: 'other_origin' })
  expect(asked).toHaveLength(1)
})

test('says which address failed and why', async () => {
  host({
    'https://shop.example/lens/page.json': '<!doctype html>',
    'https://shop.example/lens/other.json': '{"format":"other"}',
    'https://shop.example/lens/p.json': writeProject(project),
  })
  await expect(fetchHosted('none.json', PAGE)).rejects.toMatchObject({
    code: 'status',
    address: 'https://shop.example/lens/none.json',
    detail: '404',
  })
  await expect(fetchHosted('page.json', PAGE)).rejects.toMatchObject({ code: 'not_json' })
  await expect(fetchHosted('other.json', PAGE)).rejects.toMatchObject({
    name: 'ProjectError',
    code: 'invalid',
  })
  await expect(fetchHosted('https://', PAGE)).rejects.toMatchObject({ code: 'address' })
  await expect(fetchHosted('p.json', PAGE)).rejects.toMatchObject({ code: 'status', detail: '404' })
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
  await expect(fetchHosted('p.json', PAGE)).rejects.toMatchObject({
    code: 'unreachable',
    detail: 'Failed to fetch',
  })
})
