// Written by `npm run learn-topics`: how much the stem of a word speaks for webhooks, or for another topic.
export const stemsByWeight: readonly (readonly [weight: number, stems: string])[] = [
  [
    1,
    `
acquir act advic adyen adyen' affect afternoon agenc agre aliv altogeth ambigu amount angri annoi anymor anyth
anywher apart api appoint argu arrow asleep at attack audit avoid aw babysit bag bail bake baker bakeri bank'
base base64 bear began behav beyond bite blew bodi boi boom bootcamp bore boss breakfast broker broker'
brought bui bullmq bunch came candid cap capac capston captur carrier caught caus ceil cent cert charg
christma cleaner clerk cli cloakroom cloudflar clue coat comment compani company' comparison confidenti
configur confus constructev consumer' cook cope could'v courier courier' crash crate createhmac credit crm
cron crowd crypto currenc custodi custom dashboard datadog dawdl deactiv dead deal decrypt dedup dedupl delai
deliber deliv deliveri deserialis detail dinner directli dish distanc distinguish dlq doc doctor doctor'
docusign done doorbel doorstep dose downstream downtim draw drawer drown durat easier eat eaten echo egress
eleven endpoint endpoint' enough enqueu env envelop environ equal euro event event' eventu ever everybody'
everyth evt exce exercis expect explain express extra face faint feel fell fenc fewer fifo fifth figur finit
firewal firm flash flatmat flatten fleet float forgotten fortnight found fourth gave get gift github github'
gitlab gonna gotta grafana grandmoth guess gui hacker hadn't happen he' he'd he'll header' hei help henc her
here' hex himself hit hmac hmm homework honour hopeless horizon hospit hour hourli hubspot hundr hung hurt id
idea ideal import imposs inbound incid increas infrastructur ingest ingress ink insert insist instantli
instead integr interest intermediari intern internet invent invoic involv jira json junk kafka kb kind kinda
king kitchen km knew knock know lack lambda lastli launch lead lean learnt least ledger legaci legal length
lesson letter letterbox localhost locker logist longer lookup lot machineri malform manag manual mat mayb mb
meant meantim meanwhil megabyt mend menu merchant merci mess middlewar mind mistak mondai monitor month'
mother mustn't myself narrow neatli needn't newer newslett newspap ngrok nicer night nineti nobody' nois nor
normal notebook notif nowher nurs obsolet odd oh okai older onboard oom op opinion opposit ourselv outag
outbound oven overtak ow own p99 pad pager pagerduti paid pan parcel pars parser partner partner' path patienc
pattern payment payout paypal pen perfectli pharmacist photocopi piec pill pizza platform plumb pm pod poller
possibl post postgr postman postmortem pour practic prefetch prescript pretti probabl probe problem process
prod project properli properti provid provider' psp psp' purg python quick quit quota rabbit rabbitmq ran re
reachabl reason reboot receiv recent receptionist recip reconcili redeliv redeliveri redi redriv reenabl
reencod reformat refund registr regularli reli rent repli req resent reserv reset resiz respect restaur
restringifi retain review rid right role rollback roughli rout runbook safer sail save saw scheme school
secret secretari sell sender sender' sendgrid serialis server' settl settlement sha256 she' shipment shop'
shopifi shopify' shown shrug shuffl shut sidekiq signature' silli situat slack slash sniff soak solv somebody'
sorri sound spike spread sq stair stamped standard startup steer stori storm string stringifi stripe stripe'
struck student stuff style subscript succe succeed suddenli suit super support suppos swallow synthet taught
teach technic tempo term their they'd thin think thought threw throttl thunder timestamp timingsafeequ tl told
took toward traffic transcod transit trickl tripl twilio typeform uh um undeliv understand undo unicod uniqu
unknown unmodifi unpack unpars unset untouch url useless v1 var variabl vendor vendor' verif villag vpc waf
waiter wallet wanna ward wax weather webhook webhook' websit weekend welcom went whatever' wheel wherev
whichev whiteboard who' whsec widen wind wouldn't wrote xx yeah yesterday' your zapier zod`,
  ],
  [
    -1,
    `
abi abort abortcontrol access acd activetab actor actuat add adjust admin advertis agent ajax akka algorithm
alia align alloc allowedip altern america analog analys analysi analyst android angular anna' anonym another'
anti anyhow apn apollo app' appconfig appl apple' appli applic approv arbitr arbitrari archive' argon2id
argument arrayblockingqueu asp asphalt assert assign async asynchron atm atom attach auction audio auth
authentication' authenticatordata authenticod authority' automerg automot autumn await awaittermin awkward
axle' bacnet badli bait ballot band banner baptis baptism bar barrier bastion bastion' batch beacon bearer
beautifulli bee beehiv beep bench bend bfq bh bidirect bimet binari bind bio bird bitrat blank blink block
block' blockingqueu bloom blue blur boar board bob boiler bond border borrow brain brigad bubbl budget buffer'
bufferbloat builder bulb bulletin bump buse button buzz byterang cabl callback callerrun callerrunspolici
campaign can canon canonicalis capabl capacitor captcha car card' caret cartridg cast catalogu catastroph
cathol cattl caution ccsd cellular censu centimetr centr chain channel chatter cheap children chip choos chop
chosen chrome chunk church ci circl claim classic clean cleaner' client clientdatajson clobber cloudburst
clump coalesc codel codesign coil col collar collat colleague' collect collid coloni com comb command committe
commonest componentdidupd condit config conflat constructor contain contin contrast controller' converg
convert conveyor coroutin corrupt cosi costli council countermark countri cow crank crawler crdt crew crl crlf
crook crop crowd' crunch crx cryptograph cup curat curve25519 cushion dairi danc danger darktabl data'
datagram dateext dbcontext dbx ddl deadlockloserdataaccessexcept deauth decis declar declin deep default defer
definit deleg delic dens desir desktop destroi detach detect determin developer' dhcp dimens dirt dirti
dispens displai district distro' diverg dmarc dmarc' dnskei document domainkei doubt download draft dramat
drift drive ds dtstamp dwell edit editor eighteenth eightfold eighti electr embarrass embed emerg employe
enableev enclav endless endpap endswith energis engag envoi erlang etag etc etcd europ eval evalu evenli
eventsourc everyone' evilexampl ex exact excel exec expens expir expiri explicit ext4 extens extern ey facet
factor factori fail2ban fair fallen fan fancier farm farmer faulttoler fee fi fibr fight filament film'
findabl fio fixat flag flatfileparseexcept flexibl flight floor flown flywai focusin foot forag forbidden forc
foreign fork format formula forth forward fox fq freed frequenc frequent frontend fsync fuel full fuselag
futex game gaug gelatin geofenc getboundingclientrect gigabit gigahertz gin glue goal gold goroutin gp gpg
gpgsig gpgv gpio grace graphic graphql grasp grave graviti greater green grei ground grub gun ha hack hall
handheld haproxi hat headset health heap heartbeat heat held herringbon hertz hibern hidden hing histori hlr
hoist holdback hookspath hot household hsm hst html hunter hydro hysteresi ic iceberg icon identifi
ifhcinoctet ifram imag imap imit immut impati impress incept indic induct initialbackoff inotifi input
inresponseto instal instruct intend interfac interlock interpret intersectionobserv invalid invert invit
island isol item jacobson jailbroken java jaw join joker jostl journal jpeg jump junction jvm karn kbit
keccak256 kek kick kid kilometr knowledg l4 l7 lag lake lakehous lan languag laptop laptop' lastchanc latch
latent latter launcher law lawyer lax layout lazi ldpc leed leewai lexer lidar lifetim light lightroom likewis
lime link linkedblockingqueu linter listen loader local lock loft logrot longest loop loos lower lowercas ly
machin macrotask mailer main maker malloc manifest map margin mask materi maxattempt maxbackoff maxlen
maxretransmit meaning media meet memori merg mesh messier meta metal meter metr microcontrol microsoft mid
milk milli millimetr min minutia modbu mode modem modern modul money' monthli mous movement mq mtime multipart
murder music mutat mute nail nake napi nasti navig ndef nearest nectar needl net neteq newest nf nfc node nonc
nopriv normalis notar notenoughreplica notonoraft nozzl npm ns nsec nurseri nvme oauth occasion occupi occurr
ocsp offset onpush openpgp optimisticlockexcept option oral orbit orchid orderservic ordinarili orient origin
origin' outnumb outofmemoryerror ovari overflow pa packag page page' painkil pair pallet paragraph parallax
paramet parent parish pariti parlour parquet partit passcod passkei passphras patroni pbx pc peek peer' pent
pepper perfect permiss pgbouncer phone phone' photo pickup pigeon pin pinch pixel pk planner player plc plug
poke pole polit pollen pollin pollinterv pool pore pose posit postinstal postrot postscript powerlin precach
preconfigur prepar prepush present preshar prev priest principl printout prioriti program' prompt prop
protocol provision proxyjump publisher' punctual puppet purchas pwa pytest quantiti quantum quarantin queryset
queu queuemicrotask quic quicker quietli quorum rabi rack raft raid rainfal rais randomis rank ransomwar rare
react reader' rear reattach rebas rebuff rebuild recalcul receipt recept recipi recur recurr recurs redo
redund reed reflect regex regist regret regular reindex rejoin rel relat relaunch releas relev remaind
removeeventlisten reopen report reposit repositori reprocess requestanimationfram requestidlecallback reread
reregist rerun rerunfailur rescan reseri resign resizeobserv resolut resolv resourc retouch retransmit retro
retryabl retrydelai retrythrottl revenu revok rewrap rfc ride ridg rite rival road rocket rogu rot router
routin rpidhash rrsig rsa rung runnabl runner s3 saga salmon' salt sampl sanit scan scatter scep screw script
scrub sctp sd search secondari section seed semaphor sensit sequenc serious serv servo setup seven sew shake
shield shim shine shutdown side' signalman signedinfo signer signer' signtool silent singleton sip site
sixteen skill skim skiplimit skiplisten slave slightli slot slurm smallest smell smtp snappi snapshot snmp soa
solid solomon spacecraft spaghetti spanish spctl specif speech spf spider spin spit split spoil sql sqlite
squeez srtp ssd sse ssid stabl staff stall stapl star state state' statefulset static stem stick stir stolen
stopimmediatepropag stoppropag storag straggler strict structur stun stutter sub subdomain submiss subnet
substitut sudden suitabl summon sun superb surefir surfac survei swamp sweat switchmap swollen sync synchronis
syntax system' tab tag tail talli tank tanker tape tapealert tarbal target telnet temp temperatur templat
tenth terabyt tetracyclin theft theme there'r thermistor thing' thousandth throughput throughput' thrown
thunderbird ti tier timer tin todo toggl toi token token' tone tool torment torn tower town tragic train
trampl translat transmiss trembl tremend trick troubl truli truncat trunk tsvector turbin twin type typeahead
typo ui ul unansw unari unbeat unbound unclean undertak uneven unhandledreject uninstal unlimit unload unplug
unpredict unregist unzip up upnp upon upserton usag usecallback user' usr1 util v3 vacuum valu vari varianc
vba vector vehicl victim viewer viewport visitor voicemail volatil voltag vue wake warm watch watchdog watcher
watermark weak wear web webauthn webrtc' wed weight weir wi wifi wild win winner wipe wireguard wkd worksheet
workstat wp wpa3 wrap writer ws xack xact xadd xautoclaim xml xreadgroup year' yj young`,
  ],
  [
    -2,
    `
absolut ae aircraft alg ansibl antenna append apt argon2 aud audienc author backup base64url basket batteri
bcrypt blob broadcast ca camera cdn cell centuri checksum citi cleanup clear click clone collaps collector
collis commonli compil context coordin cor core cpu crawl csrf cycl deb debug defin degre demand devic diesel
directori dkim dom elect element enrol entiti estim ethernet etimedout execut executor exit exp fals file
firmwar flaki flow flush fly focu fold folder footer form freez ga gather gmail gpu grid group handset hardwar
head higher hop hs256 huski idl increment indexeddb inreleas institut insync intermedi interrupt invok iss
issuer' javascript jwk keypad keyr ladder leader leaf link' lint linux login mailbox megabit microsecond
mirror model mount nbf node' null observ onlin panel password pe peer pg plant platter playbook postmessag
power precommit preflight pressur printer profil progress promot puls pump pure ratio reconnect ref refresh
rehash reissu relay' reload remot render replica restor retransmiss retries2 revoc rewind rewrit robot rs256
runtim safari samesit score sector selector semant sensor serial settimeout shell signal somewhat spawn spool
spooler spreadsheet ssh stack standbi strictmod subject submit supervis suppli synchron task taxi tcp
telemetri terraform thread threshold ticker trim true txt udp ugli uid unacknowledg unit unmount uplink upload
useeffect user virtual vlan vote voter vouch wal xss zigbe`,
  ],
  [
    -3,
    `
addeventlisten archiv browser cach compon cooki debounc frame httponli jwt kernel microtask packet replic root
scroll segment session tree`,
  ],
];
