import { describe, expect, it, test } from 'vitest'
import { inspectFile } from '../../../src/ingest/inspect'
import { proposeSources } from '../../../src/ingest/propose'
import { headerMatch, normaliseHeader } from '../../../src/shop/headers'
import { shopTable } from '../../../src/shop/tables'
import { textFile } from './files'

/** A file of 30 rows: the header, and what stands in row i. */
async function proposalOf(header: string, row: (i: number) => readonly (string | number)[], delimiter = ';') {
  const rows = Array.from({ length: 30 }, (_, i) => row(i).join(delimiter))
  const report = await inspectFile(textFile([header, ...rows].join('\n'), 'export.csv'))
  const [proposal] = proposeSources([report])
  return {
    table: proposal?.table,
    mapping: Object.fromEntries((proposal?.matches ?? []).map(({ role, column }) => [role, column])),
  }
}

const day = (i: number) => `${String((i % 28) + 1).padStart(2, '0')}.0${(i % 9) + 1}.2025`
const slashed = (i: number) => day(i).replaceAll('.', '/')
const money = (i: number) => `${i + 3},${10 + (i % 90)}`

describe('orders', () => {
  it.each([
    [
      'Bestellnummer;Bestelldatum;Kundennummer;Gesamtbetrag;Versandkosten;Status;Land',
      {
        order_id: 'Bestellnummer',
        ordered_at: 'Bestelldatum',
        member_id: 'Kundennummer',
        amount: 'Gesamtbetrag',
        status: 'Status',
        region: 'Land',
      },
      ['abgeschlossen', 'Deutschland'],
    ],
    [
      'Número de pedido;Fecha;Cliente;Importe;Gastos de envío;Estado;Provincia',
      {
        order_id: 'Número de pedido',
        ordered_at: 'Fecha',
        member_id: 'Cliente',
        amount: 'Importe',
        status: 'Estado',
        region: 'Provincia',
      },
      ['enviado', 'Madrid'],
    ],
    [
      'Numéro de commande;Date;Client;Montant;Frais de port;Statut;Pays',
      {
        order_id: 'Numéro de commande',
        ordered_at: 'Date',
        member_id: 'Client',
        amount: 'Montant',
        status: 'Statut',
        region: 'Pays',
      },
      ['expédiée', 'France'],
    ],
    [
      'N° commande;Date de commande;N° client;Total TTC;TVA;État de la commande;Ville',
      {
        order_id: 'N° commande',
        ordered_at: 'Date de commande',
        member_id: 'N° client',
        amount: 'Total TTC',
        status: 'État de la commande',
        region: 'Ville',
      },
      ['livrée', 'Lyon'],
    ],
    [
      'Numero ordine;Data ordine;Codice cliente;Totale;Spese di spedizione;Stato;Regione',
      {
        order_id: 'Numero ordine',
        ordered_at: 'Data ordine',
        member_id: 'Codice cliente',
        amount: 'Totale',
        status: 'Stato',
        region: 'Regione',
      },
      ['spedito', 'Lazio'],
    ],
    [
      'Número do pedido;Data do pedido;Código do cliente;Valor total;Frete;Situação;UF',
      {
        order_id: 'Número do pedido',
        ordered_at: 'Data do pedido',
        member_id: 'Código do cliente',
        amount: 'Valor total',
        status: 'Situação',
        region: 'UF',
      },
      ['entregue', 'SP'],
    ],
  ])('%s', async (header, mapping, [status, place]) => {
    const found = await proposalOf(header, (i) => [
      1000 + i,
      day(i),
      200 + (i % 9),
      money(i),
      '4,90',
      status ?? '',
      place ?? '',
    ])
    expect(found.table).toBe('orders')
    expect(found.mapping).toMatchObject(mapping)
    const { shipping, ...others } = found.mapping
    const beside = header.split(';')[4] ?? ''
    // A plain amount may be with or without: only what says "total" or "paid" is taken to hold it.
    expect(shipping).toBe(/TVA|Importe;|Montant;/.test(header) ? undefined : beside)
    expect(Object.values(others)).not.toContain(beside)
  })
})

describe('order lines', () => {
  it.each([
    [
      'Bestellnummer;Bestelldatum;Uhrzeit;Kundennummer;Artikelnummer;Bezeichnung;Menge;Einzelpreis;Lieferdatum',
      [
        'Bestellnummer',
        'Bestelldatum',
        'Uhrzeit',
        'Kundennummer',
        'Artikelnummer',
        'Bezeichnung',
        'Menge',
        'Einzelpreis',
      ],
    ],
    [
      'Pedido;Fecha de compra;Hora;ID cliente;Referencia;Producto;Cantidad;Precio unitario;Fecha de envío',
      [
        'Pedido',
        'Fecha de compra',
        'Hora',
        'ID cliente',
        'Referencia',
        'Producto',
        'Cantidad',
        'Precio unitario',
      ],
    ],
    [
      "Commande;Date d'achat;Heure;Code client;Réf. article;Désignation;Quantité;Prix unitaire;Date de livraison",
      [
        'Commande',
        "Date d'achat",
        'Heure',
        'Code client',
        'Réf. article',
        'Désignation',
        'Quantité',
        'Prix unitaire',
      ],
    ],
    [
      'Ordine;Data acquisto;Ora;Cliente;Codice articolo;Descrizione;Quantità;Prezzo unitario;Data di consegna',
      [
        'Ordine',
        'Data acquisto',
        'Ora',
        'Cliente',
        'Codice articolo',
        'Descrizione',
        'Quantità',
        'Prezzo unitario',
      ],
    ],
    [
      'Pedido;Data da compra;Hora;Cliente;Código do produto;Produto;Quantidade;Preço unitário;Data de entrega',
      [
        'Pedido',
        'Data da compra',
        'Hora',
        'Cliente',
        'Código do produto',
        'Produto',
        'Quantidade',
        'Preço unitário',
      ],
    ],
  ])('%s', async (header, names) => {
    const found = await proposalOf(header, (i) => [
      1000 + Math.floor(i / 2),
      slashed(Math.floor(i / 2)),
      `1${i % 9}:0${i % 6}`,
      200 + (i % 9),
      `P${100 + (i % 12)}`,
      `Ding ${i % 12}`,
      1 + (i % 3),
      money(i % 12),
      slashed(Math.floor(i / 2) + 2),
    ])
    expect(found.table).toBe('order_items')
    const roles = [
      'order_id',
      'ordered_at',
      'ordered_time',
      'member_id',
      'product_id',
      'product_name',
      'quantity',
      'unit_price',
    ]
    expect(found.mapping).toEqual(Object.fromEntries(roles.map((role, i) => [role, names[i]])))
  })
})

test.each([
  [
    'Kundennummer;Name;Geschlecht;Geburtsdatum;Stadt;Telefon;E-Mail;Kunde seit',
    'Kundennummer',
    'Geburtsdatum',
    'Kunde seit',
  ],
  [
    'ID cliente;Nombre;Sexo;Fecha de nacimiento;Ciudad;Teléfono;Correo electrónico;Fecha de alta',
    'ID cliente',
    'Fecha de nacimiento',
    'Fecha de alta',
  ],
  [
    "Numéro client;Nom;Sexe;Date de naissance;Ville;Téléphone;Courriel;Date d'inscription",
    'Numéro client',
    'Date de naissance',
    "Date d'inscription",
  ],
])('members: %s', async (header, id, birthday, joined) => {
  const found = await proposalOf(header, (i) => [
    500 + i,
    `Anna ${i}`,
    'FM'[i % 2] ?? '',
    `1${i % 9}.05.198${i % 10}`,
    'Lyon',
    `061234${1000 + i}`,
    `a${i}@web.de`,
    day(i),
  ])
  expect(found.table).toBe('members')
  const [, name, gender, , city, phone, email] = header.split(';')
  expect(found.mapping).toEqual({
    member_id: id,
    member_name: name,
    gender,
    birthday,
    city,
    phone,
    email,
    joined_at: joined,
  })
})

test('letters lose their accents, kana keep their marks', () => {
  expect(normaliseHeader('Größe_Straße')).toBe('grosse strasse')
  expect(normaliseHeader('Número de Pedido')).toBe('numero de pedido')
  expect(normaliseHeader('Nº pedido')).toBe('no pedido')
  expect(normaliseHeader('ログイン')).toBe('ログイン')
})

test('every word is in the form headers are compared in', () => {
  for (const table of ['orders', 'order_items', 'members', 'products'] as const)
    for (const { name, words } of shopTable(table).columns)
      for (const word of words)
        expect(headerMatch(word, words).score, `${name}: ${word}`).toBeGreaterThan(0.9)
})
