import { DuckDBInstance } from '@duckdb/node-api'
const c=await (await DuckDBInstance.create(':memory:')).connect()
const q=async(s,l='')=>{const r=await c.runAndReadAll(s);console.log(l,JSON.stringify(r.getRowObjects(),(k,v)=>typeof v==='bigint'?Number(v):v&&typeof v==='object'&&'days' in v?String(v):v))}
const shops={retail:`select InvoiceNo oid, CustomerID mid, InvoiceDate::timestamp ts, Quantity*UnitPrice amt, Quantity qty from read_csv('/work/shared/data/online_retail/online_retail.csv',all_varchar=false,types={'InvoiceNo':'VARCHAR','CustomerID':'VARCHAR','StockCode':'VARCHAR'}) where CustomerID is not null and Quantity>0 and UnitPrice>0`,
zh:`select order_id::varchar oid, user_id::varchar mid, create_time::timestamp ts, amount::double amt, 1 qty from read_csv('/work/shared/data/zh_member_sales_2018/sale.csv',dateformat='%Y/%m/%d',types={'create_time':'DATE'})`}
for(const [n,s] of Object.entries(shops)){ console.log('#####',n)
 await q(`create or replace table l as ${s}`)
 await q(`select count(*) n,count(distinct mid) m, count(distinct oid) o, sum(amt) g, min(ts) a, max(ts) b, count(*) filter(where amt<=0) nonpos from l`)
 await q(`create or replace table o as select oid,mid,min(ts) ts,min(ts)::date d,sum(amt) amt,sum(qty) qty from l where mid is not null group by 1,2`)
 const asof=n==='retail'?"date '2011-12-10'":"(select max(d)+1 from o)::date"
 await q(`create or replace table m as select mid,count(*) f,count(distinct d) fd,sum(amt) m,min(d) f1,max(d) l,${asof}-max(d) r from o group by 1`)
 await q(`select ${asof} as_of, count(*) n,avg((f>1)::int) rr,avg((fd>1)::int) rrd,median(m) med from m`)
 await q(`select median(amt) mo,avg(amt) ao,count(*) from o`)
 await q(`with s as (select m,row_number() over(order by m) i,count(*) over() n,sum(m) over() t from m) select sum((2*i-n-1)*m)/max(n*t) gini, sum(m) filter(where i>n*0.8)/max(t) top20,sum(m) filter(where i>n*0.9)/max(t) top10,sum(m) filter(where i>n*0.99)/max(t) top1 from s`)
 await q(`select count(*) filter(where fd>1) r, quantile_cont(fd,.75) filter(where fd>1) q75 from m`)
 await q(`create or replace table g as with d as (select distinct mid,d from o) select mid,d,lead(d) over(partition by mid order by d)-d gap,row_number() over(partition by mid order by d) k from d`)
 await q(`select count(gap),median(gap),quantile_cont(gap,.8) q80,quantile_cont(gap,.9) q90,quantile_cont(gap,.95) q95 from g`,'gaps')
 // retention
 await q(`with c as (select mid,date_trunc('month',f1) c from m),p as (select distinct mid,date_trunc('month',d) p from o) select k,sum(h)/sum(nn) ret,sum(nn) n from (select c.c,k,count(distinct c.mid) nn,count(distinct p.mid) h from c cross join range(1,13) t(k) left join p on p.mid=c.mid and p.p=c.c+to_months(k::int) where c.c+to_months(k::int+1)<=${asof} group by 1,2) group by k order by k`,'ret')
 // KM
 await q(`create or replace table s as with x as (select mid,d,row_number() over(partition by mid order by ts,oid) k from o) select a.mid,coalesce(b.d,${asof})-a.d t,(b.d is not null)::int e from x a left join x b on a.mid=b.mid and b.k=2 where a.k=1`)
 await q(`with h as (select t,sum(e) e,count(*) c from s group by 1),r as (select t,e,sum(c) over(order by t rows between current row and unbounded following) n from h),k as (select t,1-exp(sum(case when e<n then ln(1-e/n) else -1e9 end) over(order by t)) F from r) select min(t) filter(where F>=0.5) med,max(F) filter(where t<=90) f90,max(F) filter(where t<=180) f180,max(F) filter(where t<=300) f300 from k`,'KM')
 await q(`select count(*) filter(where e=1 and t<=90 and d90) num,count(*) filter(where d90) den from (select s.*,m.f1<=${asof}-90 d90 from s join m using(mid))`,'90d')
 await q(`select count(*) filter(where r>90) fix90 from m`)
 await q(`with x as (select *,quantile_cont(f,[.2,.4,.6,.8]) over() qf,quantile_cont(m,[.2,.4,.6,.8]) over() qm,quantile_cont(r,[.2,.4,.6,.8]) over() qr,avg(r) over() ar,avg(f) over() af,avg(m) over() am from m),y as (select *,1+(f>qf[1])::int+(f>qf[2])::int+(f>qf[3])::int+(f>qf[4])::int fs,5-((r>qr[1])::int+(r>qr[2])::int+(r>qr[3])::int+(r>qr[4])::int) rs from x) select count(*) filter(where rs=5 and fs>=4) champ,count(*) filter(where rs<=2 and fs<=2) hib,count(*) filter(where rs in(3,4) and fs>=4) loyal,count(*) filter(where rs>=4 and fs in(2,3)) pot, count(*) filter(where rs=4 and fs=1) prom, count(*) filter(where r<ar and f>af and m>am) k111,count(*) filter(where r>ar and f<af and m<am) k000,count(*) filter(where r<ar and f<af and m>am) k101,count(*) filter(where r>ar and f<af and m>am) k001, any_value(qr) qr, any_value(qf) qf from y`,'rfm')
 // waterfall 90
 await q(`select sum(amt) filter(where d>=${asof}-90) a,sum(amt) filter(where d<${asof}-90 and d>=${asof}-180) b,count(distinct mid) filter(where d>=${asof}-90) ma,count(distinct mid) filter(where d<${asof}-90 and d>=${asof}-180) mb,count(*) filter(where d>=${asof}-90) oa,count(*) filter(where d<${asof}-90 and d>=${asof}-180) ob,min(d) mind from o`,'wf')
 await q(`with x as (select mid,f1 from m where f1<=${asof}-180) select count(distinct x.mid) n,sum(o.amt)/count(distinct x.mid) v from x join o on o.mid=x.mid and o.d<x.f1+180`,'first-order value 180')
 // silent after order day k within w
 for(const w of n==='retail'?[70]:[0]) await q(`select least(k,10) kk,count(*) n,avg((gap is null or gap>${w})::int) s from g where d+${w}<${asof} group by 1 order by 1`,'silent')
 // payback curve month 1..12 undisc: cumulative per member
 await q(`select k,sum(o.amt)/count(distinct x.mid) v,count(distinct x.mid) n from m x cross join unnest([1,2,3,6,9,12]) t(k) join o on o.mid=x.mid and o.d<x.f1+(k*30.44)::int where x.f1+(k*30.44)::int<=${asof} group by 1 order by 1`,'brought')
 if(n==='retail') await q(`with a as (select distinct mid from o where d between '2011-04-01' and '2011-06-30'),b as(select distinct mid from o where d between '2011-07-01' and '2011-09-30') select count(*) judged,count(*) filter(where mid not in (select mid from b)) ch,count(*) filter(where mid not in (select mid from b) and mid in (select mid from m where l>='2011-10-01')) boughtsince from a`,'cal')
 await q(`select count(*) filter (where fd=1) one from m`)
}
