import { chromium } from '@playwright/test'
import { LAUNCH_FLAGS } from '../../scripts/find-browser.mjs'
import fs from 'node:fs'
const [,, name, file, opt] = process.argv
const out='/tmp/walkA/'+name; fs.mkdirSync(out,{recursive:true})
const PAGES=['overview','revenue','rfm','tiers','lifecycle','retention','repurchase','churn','care','clv','subscription','prediction','describe','attributes','preferences']
const b=await chromium.launch({executablePath:'/usr/bin/chromium',args:LAUNCH_FLAGS})
const p=await (await b.newContext({viewport:{width:1440,height:900},colorScheme:'light',locale:'en-US'})).newPage()
p.on('pageerror',e=>console.log('PAGEERROR',e.message)); p.on('console',m=>m.type()==='error'&&console.log('CONSOLE',m.text().slice(0,300)))
await p.goto('http://localhost:5310/')
await p.getByRole('radio',{name:'English'}).click()
if(file==='demo'){ await p.getByRole('button',{name:/demo shop/i}).first().click(); await p.getByRole('menuitem').first().click() }
else { const fb=p.getByRole('button',{name:'Choose files',exact:true}).first(); const [c]=await Promise.all([p.waitForEvent('filechooser'),fb.click()]); await c.setFiles(file.split(','));
 await p.waitForTimeout(3000); await p.waitForFunction(()=>location.hash.includes('import')||document.querySelector('main'),null,{timeout:60000}); await p.waitForTimeout(3000)
 fs.writeFileSync(out+'/import.txt',await p.evaluate(()=>document.body.innerText)); 
 const acc=p.getByRole('main').getByRole('button',{name:'Looks right: start'}); console.log('accept',await acc.allInnerTexts()); if(opt) await new Function('p','return (async()=>{'+fs.readFileSync(opt,'utf8')+'})()')(p); await acc.last().click() }
await p.waitForURL(/#\/cleaning$/,{timeout:120000})
await p.waitForTimeout(2500)
fs.writeFileSync(out+'/cleaning.txt',await p.evaluate(()=>document.body.innerText))
async function go(id){ await p.evaluate(h=>{location.hash='#/'+h},id); const t=Date.now(); await p.waitForTimeout(1200)
 try{await p.waitForFunction(()=>{const m=document.querySelector('main');return m&&!/Computing|正在计算|计算中/.test(m.innerText)&&(m.querySelector('figure svg,.notice'))},null,{timeout:75000})}catch(e){console.log('TIMEOUT',id)}
 await p.waitForTimeout(700); return Date.now()-t }
async function shot(f){ // expand scroll containers
 const h=await p.evaluate(()=>{let m=0;for(const e of document.querySelectorAll('*')){const s=getComputedStyle(e);if(/auto|scroll/.test(s.overflowY)&&e.scrollHeight>e.clientHeight+5&&e.clientHeight>300)m=Math.max(m,e.scrollHeight)}return Math.max(m,document.documentElement.scrollHeight)})
 await p.screenshot({path:f,fullPage:true}); return h}
for(const id of PAGES){ const ms=await go(id); fs.writeFileSync(`${out}/${id}.en.txt`,await p.evaluate(()=>document.body.innerText)); console.log(id,ms,await shot(`${out}/${id}.en.png`)) }
await p.getByRole('radio',{name:'中文'}).click()
await p.getByRole('radio',{name:/^深色|暗/}).click().catch(e=>console.log('nodark'))
await p.setViewportSize({width:390,height:844})
for(const id of PAGES){ await go(id); fs.writeFileSync(`${out}/${id}.zh.txt`,await p.evaluate(()=>document.body.innerText)); const o=await p.evaluate(()=>{const r=[];if(document.documentElement.scrollWidth>391)r.push('DOC '+document.documentElement.scrollWidth);for(const e of document.querySelectorAll('main *')){const q=e.getBoundingClientRect();if(q.right>392&&q.width>0){let a=e.parentElement,ok=false;while(a){if(/auto|scroll|hidden|clip/.test(getComputedStyle(a).overflowX)&&a.tagName!=='MAIN'&&a.tagName!=='BODY'){ok=true;break}a=a.parentElement}if(!ok)r.push(e.tagName+'.'+(e.className.baseVal??e.className)+':'+(e.innerText||'').slice(0,30)+'@'+Math.round(q.right))}}return r.slice(0,6)}); console.log('zh',id,JSON.stringify(o)); await shot(`${out}/${id}.zh.png`) }
await b.close()
